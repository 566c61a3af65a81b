package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
)

// staging is a folder beside the site, on the same file system, so that a file
// gets from one to the other by a rename. In it, new/ holds the files to come,
// and old/ will hold those that they replace, under the paths they had.
type staging struct {
	*place
	folder string // its name in the folder that holds the site
}

// stage puts all changed files on the disk, and makes the folders for those
// that go: all slow work, and all failures that are to be expected (no space,
// a name too long), come here, where the site has not been touched.
func (p *place) stage(ctx context.Context, pl *plan, files Files) (*staging, error) {
	full, err := os.MkdirTemp(p.root.Name(), p.stagingPrefix()+"*")
	if err != nil {
		return nil, err
	}
	s := &staging{place: p, folder: filepath.Base(full)}
	if err := s.fill(ctx, pl, files); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	return s, nil
}

// fill writes new/ and makes the folders of old/.
func (s *staging) fill(ctx context.Context, pl *plan, files Files) error {
	made := map[string]bool{}
	room := func(file string) error {
		folder := path.Dir(file)
		if made[folder] {
			return nil
		}
		made[folder] = true
		return s.root.MkdirAll(folder, 0o755)
	}
	for _, name := range pl.put {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := room(s.new(name)); err != nil {
			return err
		}
		if err := s.root.WriteFile(s.new(name), files[name], 0o644); err != nil {
			return err
		}
	}
	for _, name := range pl.leaving() {
		if err := room(s.old(name)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// new returns where a file waits until it is put in the site.
func (s *staging) new(file string) string { return path.Join(s.folder, "new", file) }

// old returns where a file of the site is kept until the commit is done.
func (s *staging) old(file string) string { return path.Join(s.folder, "old", file) }

// remove removes the staging folder and all that is in it.
func (s *staging) remove() error {
	if err := s.root.RemoveAll(s.folder); err != nil {
		return fmt.Errorf("removing the staging folder: %w", err)
	}
	return nil
}
