package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
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
	return s.write(ctx, pl.put, files)
}

// write writes the files of new/, several at a time, up to the first error.
func (s *staging) write(ctx context.Context, names []string, files Files) error {
	var next atomic.Int64
	var failed atomic.Pointer[error]
	work := func() {
		for failed.Load() == nil {
			i := int(next.Add(1)) - 1
			if i >= len(names) {
				return
			}
			err := ctx.Err()
			if err == nil {
				err = os.WriteFile(s.full(s.new(names[i])), files[names[i]], 0o644)
			}
			if err != nil {
				failed.CompareAndSwap(nil, &err)
			}
		}
	}
	var writers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		writers.Go(work)
	}
	writers.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return ctx.Err()
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
