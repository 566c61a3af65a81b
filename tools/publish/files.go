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
// Windows is the strictest, and like macOS it takes names that differ in case
// for one: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
func (files Files) check() error {
	var problems []error
	report := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }
	for _, name := range files.paths() {
		switch bad := strings.IndexFunc(name, unfit); {
		case name == "." || !fs.ValidPath(name):
			report("%q: not a clean relative path with slashes", name)
		case bad >= 0:
			report("%q: %q cannot stand in a file name on every system", name, []rune(name[bad:])[0])
		case strings.Contains(name+"/", "./") || strings.Contains(name+"/", " /"):
			report("%q: a name cannot end in a dot or a space on every system", name)
		}
	}
	if problems != nil {
		return errors.Join(problems...)
	}
	spelled := map[string]string{} // names of files and folders, by what they are without case
	names := slices.AppendSeq(files.paths(), maps.Keys(files.folders()))
	slices.Sort(names)
	for _, name := range names {
		switch first, taken := spelled[strings.ToLower(name)]; {
		case !taken:
			spelled[strings.ToLower(name)] = name
		case first == name:
			report("%s: is both a file and a folder", name)
		default:
			report("%s: differs from %s only in case", name, first)
		}
	}
	return errors.Join(problems...)
}

// unfit reports whether a character cannot stand in a file name everywhere.
func unfit(r rune) bool { return unicode.IsControl(r) || strings.ContainsRune(`\:*?"<>|`, r) }
