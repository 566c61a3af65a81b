package main

import (
	"errors"
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

// copy copies files, and folders with all that is in them, from one folder to
// another, where they must not be yet.
func (u *undoList) copy(to, from string, names ...string) error {
	for _, name := range names {
		err := filepath.WalkDir(filepath.Join(from, filepath.FromSlash(name)), func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			inside, err := filepath.Rel(from, path)
			if err != nil {
				return err
			}
			if entry.IsDir() {
				return u.mkdir(filepath.Join(to, inside))
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return u.write(filepath.Join(to, inside), text)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (u *undoList) mkdir(name string) error {
	if err := os.Mkdir(name, 0o755); err != nil {
		return err
	}
	u.add(func() error { return os.Remove(name) })
	return nil
}

// write writes a file that must not be there yet.
func (u *undoList) write(name string, text []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	u.add(func() error { return os.Remove(name) })
	_, err = file.Write(text)
	return errors.Join(err, file.Close())
}
