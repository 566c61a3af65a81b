// Package publish makes a folder on disk equal to a site in memory, or says
// how the two differ.
//
// It does not know what a page is: it takes finished files and compares and
// moves bytes. It is not a general synchronizer either: it keeps no history,
// no permissions and no links, and it only ever touches a folder that is new,
// empty, or marked as a site of this project (see Mark).
//
// The files come from package render; the folder is site/ in the repository.
// Beside that folder stand, only while Write runs, a staging folder
// (.site-staging-1234567890) and a lock file (.site-staging-lock).
package publish

import (
	"context"
	"fmt"
	"path"
	"slices"
)

// Write makes dir equal to files, and returns the paths that it wrote or
// removed, sorted, with slashes, relative to dir. It removes folders that are
// left empty, and does not touch files that are right already. The folder that
// holds dir must exist.
//
// Until all changed files are on the disk beside dir, dir stays as it is:
// canceling ctx or any error until then leaves it whole, and nothing behind.
// After that the files only change places, which takes milliseconds and is not
// interrupted by ctx. If a move fails, those already made are undone.
//
// A second Write to the same dir, in this process or another, waits for the
// first. What a killed Write left behind is removed by the next one.
func Write(ctx context.Context, dir string, files Files) (changed []string, err error) {
	if err := files.check(); err != nil {
		return nil, fmt.Errorf("publish %s: %w", dir, err)
	}
	p, err := openPlace(dir)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", dir, err)
	}
	defer p.Close()
	changed, err = p.write(ctx, files)
	if err != nil {
		return changed, fmt.Errorf("publish %s: %w", dir, err)
	}
	return changed, nil
}

// write is Write for checked files and an open place.
func (p *place) write(ctx context.Context, files Files) ([]string, error) {
	unlock, err := p.gate.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := p.sweep(); err != nil {
		return nil, err
	}
	plan, err := p.plan(ctx, files)
	if err != nil || plan.empty() {
		return nil, err
	}
	s, err := p.stage(ctx, plan, files)
	if err != nil {
		return nil, err
	}
	if err := s.commit(plan); err != nil {
		return nil, err
	}
	return plan.changed(), s.remove()
}

// plan is all that Write will do, decided before it does any of it. Its paths
// are relative to the site.
type plan struct {
	put         []string        // files to write, sorted
	gone        []string        // files to remove
	old         map[string]bool // those in put that replace a file
	makeFolders []string        // parents before children; "." is the site
	dropFolders []string        // children before parents
}

// empty reports whether there is nothing to do.
func (pl *plan) empty() bool {
	return len(pl.put)+len(pl.gone)+len(pl.makeFolders)+len(pl.dropFolders) == 0
}

// changed returns the files to write and to remove, sorted.
func (pl *plan) changed() []string {
	paths := slices.Concat(pl.put, pl.gone)
	slices.Sort(paths)
	return paths
}

// leaving returns the files that give up their place in the site.
func (pl *plan) leaving() []string {
	replaced := slices.DeleteFunc(slices.Clone(pl.put), func(name string) bool { return !pl.old[name] })
	return slices.Concat(pl.gone, replaced)
}

// wholeFolders returns the new folders that stand in no other new one. Each
// comes into the site as a whole.
func (pl *plan) wholeFolders() []string {
	isNew := pl.newFolders()
	return slices.DeleteFunc(slices.Clone(pl.makeFolders), func(name string) bool {
		return name != "." && isNew[path.Dir(name)]
	})
}

// singleFiles returns the files to write that do not come with a new folder.
func (pl *plan) singleFiles() []string {
	isNew := pl.newFolders()
	return slices.DeleteFunc(slices.Clone(pl.put), func(name string) bool { return isNew[path.Dir(name)] })
}

func (pl *plan) newFolders() map[string]bool {
	isNew := map[string]bool{}
	for _, name := range pl.makeFolders {
		isNew[name] = true
	}
	return isNew
}

// plan compares the site with files. It refuses a folder that is no site.
func (p *place) plan(ctx context.Context, files Files) (*plan, error) {
	held, err := p.scan()
	if err != nil {
		return nil, err
	}
	if err := p.guard(held, files); err != nil {
		return nil, err
	}
	pl := &plan{old: map[string]bool{}}
	for _, name := range files.paths() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		same, err := p.same(held, name, files[name])
		if err != nil {
			return nil, err
		}
		if !same {
			pl.put = append(pl.put, name)
			_, pl.old[name] = held.files[name]
		}
	}
	pl.makeFolders, pl.dropFolders = held.folderChanges(files)
	pl.gone = slices.Concat(held.filesNotIn(files), held.litterIn(pl.dropFolders))
	return pl, nil
}

// same reports whether the site holds a regular file of this name with these bytes.
func (p *place) same(held *tree, name string, want []byte) (bool, error) {
	if regular, ok := held.files[name]; !ok || !regular {
		return false, nil
	}
	return p.holds(name, want)
}
