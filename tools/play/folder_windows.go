package play

import (
	"errors"
	"os"
	"time"
)

// hold does nothing: Windows locks no folders.
func hold(string) (*os.File, error) { return nil, nil }

// takeOver takes a folder for left behind if no run can be that old.
func takeOver(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err == nil && time.Since(info.ModTime()) < 2*Longest {
		err = errors.New("it may be in use")
	}
	if err != nil {
		return nil, err
	}
	return os.Open(os.DevNull)
}
