// Package publish makes a folder on disk equal to a site in memory, or says
// how the two differ.
//
// It does not know what a page is: it takes finished files and compares and
// moves bytes. It is not a general synchronizer either: it keeps no history,
// no permissions and no links, and it only ever touches a folder that is new,
// empty, or marked as a site of this project (see Mark).
//
// Begin at Write, then plan and commit. The files come from package render;
// the folder is site/ in the repository. Beside that folder stand, only while
// Write runs, a staging folder (.site-staging-1234567890) and a lock file
// (.site-staging-lock).
package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"socketpairs/tools/lock"
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
	dir string
	memory
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
		}
		delete(f.known, name)
	}
}

// Write is as the function Write.
func (f *Folder) Write(ctx context.Context, files Files) (changed []string, err error) {
	before := f.memory
	f.memory = memory{}
	p, err := openPlace(f.dir)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", f.dir, err)
	}
	defer p.Close()
	p.memory = before
	pl, err := p.write(ctx, files)
	if err != nil {
		return nil, fmt.Errorf("publish %s: %w", f.dir, err)
	}
	f.known = maps.Clone(files)
	if len(pl.put) == len(pl.over) && len(pl.gone)+len(pl.drop) == 0 {
		f.held = p.held // the names are the same as before
	}
	return pl.changed(), nil
}

// write is Write for an open place.
func (p *place) write(ctx context.Context, files Files) (*plan, error) {
	unlock, err := lock.File(ctx, p.lock)
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
	if err != nil {
		return nil, err
	}
	if err := p.guard(pl, files); err != nil || pl.empty() {
		return pl, err
	}
	staging, err := os.MkdirTemp(p.root.Name(), p.prefix+"*")
	if err != nil {
		return nil, err
	}
	p.staging = filepath.Base(staging)
	if err := p.stage(ctx, pl, files); err != nil {
		return nil, errors.Join(err, p.root.RemoveAll(p.staging))
	}
	return pl, p.commit(pl)
}
