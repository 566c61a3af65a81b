package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Files are the files of a whole site: path to content. A path is relative to
// the site's folder, with slashes on every system, and clean in the sense of
// fs.ValidPath. Folders exist only as part of a file's path.
type Files map[string][]byte

// paths returns the paths, sorted.
func (files Files) paths() []string { return slices.Sorted(maps.Keys(files)) }

// folders returns every folder that a file stands in, without the site itself.
func (files Files) folders() map[string]bool {
	folders := map[string]bool{}
	for name := range files {
		for dir := path.Dir(name); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	return folders
}

// check returns every reason why some system could not hold these files.
func (files Files) check() error {
	var problems []error
	for _, name := range files.paths() {
		problems = append(problems, checkPath(name))
	}
	if err := errors.Join(problems...); err != nil {
		return err
	}
	return files.clashes()
}

// clashes finds a file that is also a folder, and names that differ only in
// case: many file systems of Windows and macOS hold only one of them.
func (files Files) clashes() error {
	names := slices.AppendSeq(files.paths(), maps.Keys(files.folders()))
	slices.Sort(names)
	var problems []error
	spelled := map[string]string{}
	for _, name := range names {
		folded := strings.ToLower(name)
		switch first, taken := spelled[folded]; {
		case !taken:
			spelled[folded] = name
		case first == name:
			problems = append(problems, fmt.Errorf("%s: is both a file and a folder", name))
		default:
			problems = append(problems, fmt.Errorf("%s: differs from %s only in case", name, first))
		}
	}
	return errors.Join(problems...)
}

// checkPath reports why name is no path of a file on every system. Windows is
// the strictest: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
func checkPath(name string) error {
	if name == "." || !fs.ValidPath(name) {
		return fmt.Errorf("%q: not a clean relative path with slashes", name)
	}
	for _, r := range name {
		if unicode.IsControl(r) || strings.ContainsRune(`\:*?"<>|`, r) {
			return fmt.Errorf("%q: %q cannot stand in a file name on every system", name, r)
		}
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			return fmt.Errorf("%q: a name cannot end in a dot or a space on every system", name)
		}
	}
	return nil
}
