package play

import (
	"context"
	"path/filepath"
	"runtime"

	"socketpairs/tools/lock"
	"socketpairs/tools/play/toolchain"
)

// alone calls f while no other run of this user is on the real loopback, not
// even one of another process: the programs' ports are fixed.
func alone(ctx context.Context, f func() error) error {
	folder, err := toolchain.CacheFolder()
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
