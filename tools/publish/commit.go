package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// staging is a folder beside the site, on the same file system, so that a file
// gets from one to the other by a rename. In it, new/ holds the files to come,
// and old/ those that they replace, under the paths they had: they have two
// names until the commit.
//
// All slow work, and all failures that are to be expected (no space, a name
// too long), come while it is filled: the site has not been touched then.
type staging struct {
	*place
	folder string // its name in the folder that holds the site
}

func (p *place) newStaging() (*staging, error) {
	full, err := os.MkdirTemp(p.root.Name(), p.staging+"*")
	return &staging{p, filepath.Base(full)}, err
}

// new returns where a file waits until it is put in the site.
func (s *staging) new(file string) string { return path.Join(s.folder, "new", file) }

// old returns where a file of the site is kept until the commit is done.
func (s *staging) old(file string) string { return path.Join(s.folder, "old", file) }

// room makes the folders of the staging folder in which a file will stand.
func (s *staging) room(file string) error { return s.root.MkdirAll(path.Dir(file), 0o755) }

// remove removes the staging folder and all that is in it.
func (s *staging) remove() error { return s.root.RemoveAll(s.folder) }

// fill writes new/, several files at a time, up to the first error.
func (s *staging) fill(ctx context.Context, pl *plan, files Files) error {
	if err := s.keep(pl); err != nil {
		return err
	}
	group, failed := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range pl.put {
		group.Go(func() error {
			if err := cmp.Or(ctx.Err(), failed.Err(), s.room(s.new(name))); err != nil {
				return err
			}
			return s.root.WriteFile(s.new(name), files[name], 0o644)
		})
	}
	return cmp.Or(group.Wait(), ctx.Err())
}

// keep makes room in old/ for the files that go, and puts those that will be
// replaced there too: by a second name or, where there is no such thing, as a
// copy.
func (s *staging) keep(pl *plan) error {
	for _, name := range slices.AppendSeq(slices.Clone(pl.gone), maps.Keys(pl.over)) {
		err := s.room(s.old(name))
		if pl.over[name] && err == nil && s.root.Link(s.at(name), s.old(name)) != nil {
			var content []byte
			if content, err = s.root.ReadFile(s.at(name)); err == nil {
				err = s.root.WriteFile(s.old(name), content, 0o644)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// commit carries out the plan by renames, and removes the staging folder. If a
// step fails, it undoes those before it, the last first, as far as it can.
func (s *staging) commit(pl *plan) error {
	steps := s.steps(pl)
	for i, step := range steps {
		err := step.do()
		if err == nil {
			continue
		}
		var undone error
		for _, done := range slices.Backward(steps[:i]) {
			undone = errors.Join(undone, done.undo())
		}
		if undone == nil {
			return errors.Join(err, s.remove())
		}
		return errors.Join(err, fmt.Errorf("and the site could not be put back: %w; old files are in %s/old, "+
			"and the next build writes the site anew", undone, s.folder))
	}
	return s.remove()
}

// step is a change of names, and the one that undoes it.
type step struct{ do, undo func() error }

// steps puts the plan in an order in which each step finds its place free:
// what goes away first, so that a folder can become a file, a file a folder,
// and Index.html index.html on a system that does not tell them apart.
func (s *staging) steps(pl *plan) (all []step) {
	rename := func(from, to string) func() error { return func() error { return s.disk.Rename(from, to) } }
	for _, name := range pl.gone {
		all = append(all, step{rename(s.at(name), s.old(name)), rename(s.old(name), s.at(name))})
	}
	for _, name := range pl.drop {
		remove := func() error { return s.disk.Remove(s.at(name)) } // fails for what came after the scan
		all = append(all, step{remove, func() error { return s.disk.Mkdir(s.at(name), 0o755) }})
	}
	for _, name := range pl.coming() {
		back := rename(s.at(name), s.new(name))
		if pl.over[name] {
			back = rename(s.old(name), s.at(name))
		}
		all = append(all, step{rename(s.new(name), s.at(name)), back})
	}
	return all
}
