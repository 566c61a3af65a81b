// Package lock lets one at a time through, of all in all processes, and heeds
// a context while it waits.
//
// It is no mutex for data in memory: each call opens a file of its own. Begin
// at File. Its users are the writers of the site (package publish) and of new
// lessons (package main), and the runs on the real loopback (package play).
package lock

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"sync"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// File waits until nobody else holds the lock of the file with this path, or
// until ctx ends, and returns what gives it back. The file need not exist, the
// folder that holds it must. The holder removes the file in the end; after a
// crash the system frees the lock, and the file that stayed is used and removed
// by the next.
func File(ctx context.Context, path string) (unlock func(), err error) {
	return (&gate{path: path}).lock(ctx)
}

// gate is one wish for a lock, or several.
type gate struct {
	path  string
	waits sync.WaitGroup // also those that go on after their caller gave up
}

// lock waits until nobody else holds the gate, or until ctx ends.
func (g *gate) lock(ctx context.Context) (unlock func(), err error) {
	type outcome struct {
		file *lockedfile.File
		err  error
	}
	got := make(chan outcome) // unbuffered: a lock is taken or given back
	g.waits.Go(func() {
		file, err := lockFile(ctx, g.path)
		select {
		case got <- outcome{file, err}:
		case <-ctx.Done():
			if err == nil {
				release(file, g.path)
			}
		}
	})
	select {
	case o := <-got:
		return func() { release(o.file, g.path) }, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// lockFile locks the file that now has the name path. Where the holder before
// removed the file that was waited for, it waits again, for the new one.
func lockFile(ctx context.Context, path string) (*lockedfile.File, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		file, err := lockedfile.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
		if err != nil {
			return nil, err
		}
		current, err := isAt(file, path)
		if current {
			return file, nil
		}
		if err := errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
	}
}

// isAt reports whether the open file is the one that path names now.
func isAt(file *lockedfile.File, path string) (bool, error) {
	mine, err := file.Stat()
	if err != nil {
		return false, err
	}
	named, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(mine, named), err
}

// release removes the lock file and frees the lock. On Unix it removes first:
// who waits for the old file then finds that it has no name any more. Windows
// does not remove an open file, so there the last who has it open removes it.
// An error leaves at worst an empty file, which the next lock uses.
func release(file *lockedfile.File, path string) {
	if runtime.GOOS != "windows" {
		_ = os.Remove(path)
		_ = file.Close()
		return
	}
	_ = file.Close()
	_ = os.Remove(path)
}
