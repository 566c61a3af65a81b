package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// place is where a site stands: a folder, open, and the site's name in it.
// Everything goes through that open folder, so that no path, however wrong,
// and no symbolic link leads outside of it.
type place struct {
	root *os.Root // the folder that holds the site
	name string   // the site's name in it
	disk disk     // changes names; tests let it fail
	gate *gate    // for one Write at a time

	known Files // what the site holds, as far as that is known
	held  *tree // nil until it was looked up
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
	full, err := resolve(dir)
	if err != nil {
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
	p := &place{root: root, name: name, disk: root}
	p.gate = &gate{path: filepath.Join(parent, p.stagingPrefix()+"lock")}
	return p, nil
}

// resolve returns the absolute path of dir without symbolic links. The last
// name need not exist yet.
func resolve(dir string) (string, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(full); !errors.Is(err, fs.ErrNotExist) {
		return filepath.EvalSymlinks(full)
	}
	parent, err := filepath.EvalSymlinks(filepath.Dir(full))
	return filepath.Join(parent, filepath.Base(full)), err
}

// Close closes the folder that holds the site.
func (p *place) Close() error { return p.root.Close() }

// at returns the path, in the folder that holds the site, of a file of it.
func (p *place) at(file string) string { return path.Join(p.name, file) }

// stagingPrefix begins the names of what Write puts beside the site.
func (p *place) stagingPrefix() string { return "." + p.name + "-staging-" }

// holds reports whether the file contains want and nothing else. It reads a
// file only if its size is right.
func (p *place) holds(file string, want []byte) (bool, error) {
	info, err := p.root.Lstat(p.at(file))
	if err != nil || info.Size() != int64(len(want)) {
		return false, err
	}
	got, err := p.root.ReadFile(p.at(file))
	return bytes.Equal(got, want), err
}

// sweep removes the staging folders of Writes that were killed. It runs under
// the lock, so none of them is in use.
func (p *place) sweep() error {
	entries, err := fs.ReadDir(p.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !entry.IsDir() || !p.isStaging(entry.Name()) {
			continue
		}
		if err := p.root.RemoveAll(entry.Name()); err != nil {
			return fmt.Errorf("removing what an earlier build left: %w", err)
		}
	}
	return nil
}

// isStaging reports whether name is one that os.MkdirTemp gave to stage: the
// prefix and a number, and not, say, the staging folder of "site-staging-b".
func (p *place) isStaging(name string) bool {
	number, ok := strings.CutPrefix(name, p.stagingPrefix())
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}
