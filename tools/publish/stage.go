package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// staging is a folder beside the site, on the same file system, so that a file
// gets from one to the other by a rename. In it, new/ holds the files to come,
// and old/ those that they replace, under the paths they had: they have two names
// until the commit.
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
		return os.MkdirAll(s.full(folder), 0o755)
	}
	for _, name := range pl.put {
		if err := room(s.new(name)); err != nil {
			return err
		}
	}
	for _, name := range pl.leaving() {
		if err := room(s.old(name)); err != nil {
			return err
		}
	}
	for name := range pl.old {
		if err := s.keep(name); err != nil {
			return err
		}
	}
	return s.write(ctx, pl.put, files)
}

// keep puts a file of the site into old/ too, by a second name for it or, where
// there is no such thing, as a copy.
func (s *staging) keep(name string) error {
	if s.root.Link(s.at(name), s.old(name)) == nil {
		return nil
	}
	content, err := s.root.ReadFile(s.at(name))
	if err != nil {
		return err
	}
	return s.root.WriteFile(s.old(name), content, 0o644)
}

// write writes the files of new/, several at a time, up to the first error.
func (s *staging) write(ctx context.Context, names []string, files Files) error {
	group, failed := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range names {
		if failed.Err() != nil {
			break
		}
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return os.WriteFile(s.full(s.new(name)), files[name], 0o644)
		})
	}
	return cmp.Or(group.Wait(), ctx.Err())
}

// full returns a path for use without the open folder, which costs a call for
// each element of a path. It is only for the staging folder, which is ours
// alone, so that there is no link in it to follow.
func (s *staging) full(name string) string {
	return filepath.Join(s.root.Name(), filepath.FromSlash(name))
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
