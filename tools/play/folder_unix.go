//go:build unix

package play

import (
	"errors"
	"os"
	"syscall"
)

// hold locks a folder, or fails at once with errTaken (flock(2)). The lock goes
// with this process, however it ends.
func hold(name string) (*os.File, error) {
	file, err := os.Open(name)
	if err == nil {
		if err = lockFolder(file); err == nil {
			return file, nil
		}
		file.Close()
	}
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, os.ErrNotExist) {
		err = errTaken
	}
	return nil, err
}

func lockFolder(file *os.File) error {
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return err
	}
	// Who swept the folder before we had it has removed its name.
	mine, err := file.Stat()
	if err != nil {
		return err
	}
	named, err := os.Stat(file.Name())
	if err == nil && !os.SameFile(mine, named) {
		err = os.ErrNotExist
	}
	return err
}

// takeOver holds a folder that nobody holds any more.
func takeOver(name string) (*os.File, error) { return hold(name) }
