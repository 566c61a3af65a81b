package publish

import (
	"errors"
	"fmt"
	"slices"
)

// commit carries out the plan by renames. If a step fails, it undoes those
// before it, removes the staging folder, and returns the error.
func (s *staging) commit(pl *plan) error {
	j := &journal{disk: s.disk}
	err := s.apply(j, pl)
	if err == nil {
		return nil
	}
	if undone := j.rollback(); undone != nil {
		// The old files are still in the staging folder: keep it.
		return errors.Join(err, fmt.Errorf(
			"and the site could not be put back: %w; old files are in %s/old, "+
				"and the next build writes the site anew", undone, s.folder))
	}
	return errors.Join(err, s.remove())
}

// apply makes the steps in an order in which each finds its place free: what
// goes away first, so that a folder can become a file, a file a folder, and
// Index.html index.html on a system that does not tell them apart.
func (s *staging) apply(j *journal, pl *plan) error {
	for _, name := range pl.gone {
		if err := j.rename(s.at(name), s.old(name)); err != nil {
			return err
		}
	}
	for _, name := range pl.dropFolders {
		if err := j.rmdir(s.at(name)); err != nil {
			return err
		}
	}
	for _, name := range pl.wholeFolders() {
		if err := j.rename(s.new(name), s.at(name)); err != nil {
			return err
		}
	}
	for _, name := range pl.singleFiles() {
		put := j.rename
		if pl.old[name] {
			put = func(from, to string) error { return j.replace(from, to, s.old(name)) }
		}
		if err := put(s.new(name), s.at(name)); err != nil {
			return err
		}
	}
	return nil
}

// journal makes changes and remembers how to undo them.
type journal struct {
	disk disk
	undo []func() error
}

func (j *journal) rename(from, to string) error {
	return j.did(j.disk.Rename(from, to), func() error { return j.disk.Rename(to, from) })
}

// replace renames a file over another one, of which there is a copy.
func (j *journal) replace(from, to, copy string) error {
	return j.did(j.disk.Rename(from, to), func() error { return j.disk.Rename(copy, to) })
}

// rmdir fails if the folder is not empty: a file that came after the scan is
// never removed.
func (j *journal) rmdir(name string) error {
	return j.did(j.disk.Remove(name), func() error { return j.disk.Mkdir(name, 0o755) })
}

// did remembers how to undo a change, unless it failed.
func (j *journal) did(err error, undo func() error) error {
	if err == nil {
		j.undo = append(j.undo, undo)
	}
	return err
}

// rollback undoes all changes, the last first. It goes on after an error, to
// put back as much as it can.
func (j *journal) rollback() error {
	var failed []error
	for _, undo := range slices.Backward(j.undo) {
		failed = append(failed, undo())
	}
	return errors.Join(failed...)
}
