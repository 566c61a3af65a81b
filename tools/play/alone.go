package play

import (
	"context"
	"os"
	"path/filepath"
	"runtime"

	"socketpairs/tools/lock"
)

// alone calls f while no other run of this user is on the real loopback, not
// even one of another process: the programs' ports are fixed.
func alone(ctx context.Context, f func() error) error {
	folder, err := cacheFolder()
	if err != nil {
		return err
	}
	unlock, err := lock.File(ctx, filepath.Join(folder, "loopback.lock"))
	if err != nil {
		return err
	}
	defer unlock()
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
