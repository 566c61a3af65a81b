package play

import (
	"context"
	"os"
	"path/filepath"
	"runtime"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// alone calls f while no other run of this user is on the real loopback, not
// even one of another process: the programs' ports are fixed.
func alone(ctx context.Context, f func() error) error {
	folder, err := cacheFolder()
	if err != nil {
		return err
	}
	unlock, err := Lock(ctx, filepath.Join(folder, "loopback.lock"))
	if err != nil {
		return err
	}
	defer unlock()
	runtime.LockOSThread() // see dieWithUs
	defer runtime.UnlockOSThread()
	return f()
}

// Lock waits until it has the lock of a file, or until ctx ends: then
// whoever still waits gives the lock back when it comes.
func Lock(ctx context.Context, name string) (unlock func(), err error) {
	got := make(chan func())
	failed := make(chan error, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(name).Lock()
		if err != nil {
			failed <- err
			return
		}
		select {
		case got <- unlock:
		case <-ctx.Done():
			unlock()
		}
	}()
	select {
	case unlock := <-got:
		return unlock, nil
	case err := <-failed:
		return nil, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// cacheFolder returns the folder for what is kept between runs, and makes it.
func cacheFolder() (string, error) {
	user, err := os.UserCacheDir()
	if err != nil {
		user = os.TempDir()
	}
	folder := filepath.Join(user, "socketpairs")
	return folder, os.MkdirAll(folder, 0o755)
}
