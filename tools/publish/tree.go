package publish

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// litter is the file that macOS leaves in every folder it shows. Git ignores
// it here, so it is no difference, and goes only if its folder does.
const litter = ".DS_Store"

// tree is what the site's folder holds. Links are not followed.
type tree struct {
	exists  bool            // whether there is such a folder at all
	files   map[string]bool // path to whether it is a regular file
	litter  []string        // paths of litter, which files leaves out
	folders []string        // parents before children
	top     []string        // the names directly in it, without litter
}

// scan lists the site, unless that was done. It reads folders, not files.
func (p *place) scan() error {
	if p.held != nil {
		return nil
	}
	held := &tree{files: map[string]bool{}}
	if _, err := p.root.Lstat(p.name); errors.Is(err, fs.ErrNotExist) {
		p.held = held
		return nil
	}
	site, err := p.root.OpenRoot(p.name)
	if err != nil {
		return err
	}
	defer site.Close()
	held.exists = true
	if err := fs.WalkDir(site.FS(), ".", held.add); err != nil {
		return err
	}
	p.held = held
	return nil
}

// add is an fs.WalkDirFunc that notes one entry.
func (t *tree) add(name string, entry fs.DirEntry, err error) error {
	if err != nil || name == "." {
		return err
	}
	switch {
	case entry.IsDir():
		t.folders = append(t.folders, name)
	case entry.Name() == litter:
		t.litter = append(t.litter, name)
		return nil
	default:
		t.files[name] = entry.Type().IsRegular()
	}
	if !strings.Contains(name, "/") {
		t.top = append(t.top, name)
	}
	return nil
}

// filesNotIn returns the paths of the tree's files that are not in files,
// sorted.
func (t *tree) filesNotIn(files Files) []string {
	var extra []string
	for name := range t.files {
		if _, ok := files[name]; !ok {
			extra = append(extra, name)
		}
	}
	slices.Sort(extra)
	return extra
}

// folderChanges returns the folders to make for files, parents first, and
// those to remove, children first.
func (t *tree) folderChanges(files Files) (missing, unwanted []string) {
	wanted := files.folders()
	for _, name := range t.folders {
		if !wanted[name] {
			unwanted = append(unwanted, name)
		}
		delete(wanted, name)
	}
	slices.Reverse(unwanted)
	missing = slices.Sorted(maps.Keys(wanted)) // a parent sorts before its children
	if !t.exists {
		missing = slices.Insert(missing, 0, ".")
	}
	return missing, unwanted
}

// litterIn returns the litter that stands in one of the folders.
func (t *tree) litterIn(folders []string) []string {
	in := map[string]bool{}
	for _, folder := range folders {
		in[folder] = true
	}
	var found []string
	for _, name := range t.litter {
		if in[path.Dir(name)] {
			found = append(found, name)
		}
	}
	return found
}
