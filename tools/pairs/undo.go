package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// undoList is what takes back the steps of a command that did not get to its
// end.
type undoList []func() error

// add adds what takes back the next step.
func (u *undoList) add(undo func() error) { *u = append(*u, undo) }

// all takes all steps back, the last one first.
func (u *undoList) all() error {
	var failed []error
	for _, undo := range slices.Backward(*u) {
		failed = append(failed, undo())
	}
	return errors.Join(failed...)
}

// move moves files, and folders with all that is in them, from one folder to
// another of the same disk, where they must not be yet.
func (u *undoList) move(to, from string, names ...string) error {
	for _, name := range names {
		here, there := filepath.Join(from, filepath.FromSlash(name)), filepath.Join(to, filepath.FromSlash(name))
		if _, err := os.Lstat(there); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already", there)
		}
		if err := os.Rename(here, there); err != nil {
			return err
		}
		u.add(func() error { return os.Rename(there, here) })
	}
	return nil
}
