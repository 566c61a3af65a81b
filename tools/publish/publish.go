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
	"bytes"
	"context"
	"fmt"
	"maps"
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
// interrupted by ctx. A file that replaces another takes its place at once: at
// no instant, and after no crash, is neither there. If a move fails, those
// already made are undone.
//
// A second Write to the same dir, in this process or another, waits for the
// first. What a killed Write left behind is removed by the next one. Where
// nothing may be written, a dir that equals files already is no error.
func Write(ctx context.Context, dir string, files Files) (changed []string, err error) {
	return NewFolder(dir).Write(ctx, files)
}

// Folder writes a site again and again. It remembers what it wrote, and looks
// only at the files that are to change, and at those that it was told to
// forget. It is not for use by several goroutines at once.
type Folder struct {
	dir   string
	known Files // what stands in dir; nil, or without a file, where that must be looked up
	held  *tree // the names in dir; nil if they must be looked up
}

// NewFolder returns a Folder that has written nothing to dir yet.
func NewFolder(dir string) *Folder { return &Folder{dir: dir} }

// Forget says that somebody else may have changed files of the site, by their
// paths in it.
func (f *Folder) Forget(paths ...string) {
	for _, name := range paths {
		f.held = nil
		if _, ok := f.known[name]; !ok {
			f.known = nil // a folder, or one of its parents: who knows
			return
		}
		delete(f.known, name)
	}
}

// Write is as the function Write.
func (f *Folder) Write(ctx context.Context, files Files) (changed []string, err error) {
	if err := files.check(); err != nil {
		return nil, fmt.Errorf("publish %s: %w", f.dir, err)
	}
	p, err := openPlace(f.dir)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", f.dir, err)
	}
	defer p.Close()
	p.known, p.held = f.known, f.held
	f.known, f.held = nil, nil
	pl, err := p.write(ctx, files)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", f.dir, err)
	}
	f.known = maps.Clone(files)
	if pl.keepsNames() {
		f.held = p.held
	}
	return pl.changed(), nil
}

// write is Write for checked files and an open place.
func (p *place) write(ctx context.Context, files Files) (*plan, error) {
	unlock, err := p.gate.lock(ctx)
	if err != nil {
		if pl, planErr := p.plan(ctx, files); planErr == nil && pl.empty() {
			return pl, nil
		}
		return nil, err
	}
	defer unlock()
	if err := p.sweep(); err != nil {
		return nil, err
	}
	pl, err := p.plan(ctx, files)
	if err != nil || pl.empty() {
		return pl, err
	}
	s, err := p.stage(ctx, pl, files)
	if err != nil {
		return nil, err
	}
	if err := s.commit(pl); err != nil {
		return nil, err
	}
	return pl, s.remove()
}

// plan is all that Write will do, decided before it does any of it. Its paths
// are relative to the site.
type plan struct {
	put         []string        // files to write, sorted
	gone        []string        // files to remove, and links that a file replaces
	old         map[string]bool // those in put that replace a file
	makeFolders []string        // parents before children; "." is the site
	dropFolders []string        // children before parents
}

// empty reports whether there is nothing to do.
func (pl *plan) empty() bool {
	return len(pl.put)+len(pl.gone)+len(pl.makeFolders)+len(pl.dropFolders) == 0
}

// keepsNames reports whether the site will have the same names as before.
func (pl *plan) keepsNames() bool {
	return len(pl.put) == len(pl.old) && len(pl.gone)+len(pl.makeFolders)+len(pl.dropFolders) == 0
}

// changed returns the files to write and to remove, sorted.
func (pl *plan) changed() []string {
	paths := slices.Concat(pl.put, pl.gone)
	slices.Sort(paths)
	return slices.Compact(paths)
}

// leaving returns the files that give up their place in the site.
func (pl *plan) leaving() []string {
	return slices.AppendSeq(slices.Clone(pl.gone), maps.Keys(pl.old))
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
	if err := p.scan(); err != nil {
		return nil, err
	}
	if err := p.guard(p.held, files); err != nil {
		return nil, err
	}
	pl := &plan{old: map[string]bool{}}
	pl.makeFolders, pl.dropFolders = p.held.folderChanges(files)
	pl.gone = slices.Concat(p.held.filesNotIn(files), p.held.litterIn(pl.dropFolders))
	for _, name := range files.paths() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		same, err := p.same(name, files[name])
		if err != nil {
			return nil, err
		}
		if !same {
			p.held.putTo(pl, name)
		}
	}
	return pl, nil
}

// putTo plans to write a file: over the one that has its name, but not over a
// link or the like.
func (t *tree) putTo(pl *plan, name string) {
	pl.put = append(pl.put, name)
	switch regular, ok := t.files[name]; {
	case regular:
		pl.old[name] = true
	case ok:
		pl.gone = append(pl.gone, name)
	}
}

// same reports whether the site holds a regular file of this name with these
// bytes. It reads the file unless it is known.
func (p *place) same(name string, want []byte) (bool, error) {
	if !p.held.files[name] {
		return false, nil
	}
	if known, ok := p.known[name]; ok {
		return bytes.Equal(known, want), nil
	}
	return p.holds(name, want)
}
