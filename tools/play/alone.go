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
	unlock, err := lockedfile.MutexAt(filepath.Join(folder, "loopback.lock")).Lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	runtime.LockOSThread() // see dieWithUs
	defer runtime.UnlockOSThread()
	return f()
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
