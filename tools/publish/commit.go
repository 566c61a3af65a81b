package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// new returns where a file waits until it is put in the site.
func (p *place) new(file string) string { return path.Join(p.staging, "new", file) }

// old returns where a file of the site is kept until the commit is done. One
// that will be replaced has two names until then.
func (p *place) old(file string) string { return path.Join(p.staging, "old", file) }

// room makes the folders of the staging folder in which a file will stand.
func (p *place) room(file string) error { return p.root.MkdirAll(path.Dir(file), 0o755) }

// stage fills the staging folder, several files at a time, up to the first
// error. All slow work, and all failures that are to be expected (no space, a
// name too long), come here, where the site has not been touched.
func (p *place) stage(ctx context.Context, pl *plan, files Files) error {
	if err := p.keep(pl); err != nil {
		return err
	}
	group, failed := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range pl.put {
		group.Go(func() error {
			if err := cmp.Or(ctx.Err(), failed.Err(), p.room(p.new(name))); err != nil {
				return err
			}
			return p.root.WriteFile(p.new(name), files[name], 0o644)
		})
	}
	return cmp.Or(group.Wait(), ctx.Err())
}

// keep makes room in old/ for the files that go, and puts those that will be
// replaced there too: by a second name or, where there is no such thing, as a
// copy.
func (p *place) keep(pl *plan) error {
	for _, name := range slices.AppendSeq(slices.Clone(pl.gone), maps.Keys(pl.over)) {
		err := p.room(p.old(name))
		if pl.over[name] && err == nil && p.root.Link(p.at(name), p.old(name)) != nil {
			var content []byte
			if content, err = p.root.ReadFile(p.at(name)); err == nil {
				err = p.root.WriteFile(p.old(name), content, 0o644)
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
func (p *place) commit(pl *plan) error {
	steps := p.steps(pl)
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
			return errors.Join(err, p.root.RemoveAll(p.staging))
		}
		return errors.Join(err, fmt.Errorf("and the site could not be put back: %w; old files are in %s/old, "+
			"and the next build writes the site anew", undone, p.staging))
	}
	return p.root.RemoveAll(p.staging)
}

// step is a change of names, and the one that undoes it.
type step struct{ do, undo func() error }

// steps puts the plan in an order in which each step finds its place free:
// what goes away first, so that a folder can become a file, a file a folder,
// and Index.html index.html on a system that does not tell them apart.
func (p *place) steps(pl *plan) (all []step) {
	rename := func(from, to string) func() error { return func() error { return p.disk.Rename(from, to) } }
	for _, name := range pl.gone {
		all = append(all, step{rename(p.at(name), p.old(name)), rename(p.old(name), p.at(name))})
	}
	for _, name := range pl.drop {
		remove := func() error { return p.disk.Remove(p.at(name)) } // fails for what came after the scan
		all = append(all, step{remove, func() error { return p.disk.Mkdir(p.at(name), 0o755) }})
	}
	for _, name := range pl.coming() {
		back := rename(p.at(name), p.new(name))
		if pl.over[name] {
			back = rename(p.old(name), p.at(name))
		}
		all = append(all, step{rename(p.new(name), p.at(name)), back})
	}
	return all
}
