//go:build unix

package play

import (
	"os"
	"syscall"
)

// hold locks a folder, or fails at once if somebody has (flock(2)). The lock
// goes with this process, however it ends.
func hold(name string) (*os.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, err
	}
	// Who swept the folder before we had it has removed its name.
	mine, err := file.Stat()
	if err == nil {
		var named os.FileInfo
		if named, err = os.Stat(name); err == nil && !os.SameFile(mine, named) {
			err = os.ErrNotExist
		}
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// takeOver holds a folder that nobody holds any more.
func takeOver(name string) (*os.File, error) { return hold(name) }
