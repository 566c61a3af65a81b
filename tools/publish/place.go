package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
)

// place is where a site stands: a folder, open, and the site's name in it.
// Everything goes through that open folder, so that no path, however wrong,
// and no symbolic link leads outside of it.
type place struct {
	root    *os.Root // the folder that holds the site
	name    string   // the site's name in it
	prefix  string   // begins the names of what Write puts beside the site
	staging string   // the name of a folder there, so that a file gets into the site by a rename
	disk    disk     // changes names; tests let it fail
	lock    string   // the path of a file, for one Write at a time
	memory
}

// memory is what is known of a site's folder without looking.
type memory struct {
	known Files                  // what stands in files; those that it lacks are read
	held  map[string]fs.FileMode // the type of each name, links not followed, "." the site; nil if to be listed
}

// disk is the part of an os.Root that the commit needs.
type disk interface {
	Mkdir(name string, perm fs.FileMode) error
	Remove(name string) error
	Rename(from, to string) error
}

// openPlace opens the folder that holds dir. If dir is a symbolic link, the
// place is where it leads: staging must be on that file system.
func openPlace(dir string) (*place, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		full = real
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	parent, name := filepath.Split(full)
	if name == "" {
		return nil, errors.New("a whole file system is no place for a site")
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return nil, err
	}
	prefix := "." + name + "-staging-"
	return &place{root: root, name: name, prefix: prefix, disk: root, lock: filepath.Join(parent, prefix+"lock")}, nil
}

// Close closes the folder that holds the site.
func (p *place) Close() error { return p.root.Close() }

// at returns the path, in the folder that holds the site, of a file of it.
func (p *place) at(file string) string { return path.Join(p.name, file) }

// scan lists the site, unless that was done. It reads folders, not files.
func (p *place) scan() error {
	if p.held != nil {
		return nil
	}
	p.held = map[string]fs.FileMode{}
	site, err := p.root.OpenRoot(p.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer site.Close()
	return fs.WalkDir(site.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil {
			p.held[name] = entry.Type()
		}
		return err
	})
}

// isFile reports whether there is a regular file of this name.
func (p *place) isFile(name string) bool {
	mode, ok := p.held[name]
	return ok && mode.IsRegular()
}

// holds reports whether the site holds a file with these bytes. It reads one
// that is not known, if its size is right.
func (p *place) holds(name string, want []byte) (bool, error) {
	if !p.isFile(name) {
		return false, nil
	}
	if known, ok := p.known[name]; ok {
		return bytes.Equal(known, want), nil
	}
	info, err := p.root.Lstat(p.at(name))
	if err != nil || info.Size() != int64(len(want)) {
		return false, err
	}
	got, err := p.root.ReadFile(p.at(name))
	return bytes.Equal(got, want), err
}

// sweep removes the staging folders of Writes that were killed: it runs under
// the lock. Their names end in a number, other than those of other sites.
func (p *place) sweep() error {
	entries, err := fs.ReadDir(p.root.FS(), ".")
	isStaging := regexp.MustCompile("^" + regexp.QuoteMeta(p.prefix) + `\d+$`)
	for _, entry := range entries {
		if entry.IsDir() && isStaging.MatchString(entry.Name()) {
			err = errors.Join(err, p.root.RemoveAll(entry.Name()))
		}
	}
	if err != nil {
		return fmt.Errorf("removing what an earlier build left: %w", err)
	}
	return nil
}
