package play

import (
	"errors"
	"os"
	"path/filepath"
)

// folderPrefix begins the names of the folders that runs have.
const folderPrefix = "socketpairs-run-"

// folder is a run's own: its programs' working directory. As long as the run
// lasts it is held, so that others can tell it from one that a killed process
// has left behind.
type folder struct {
	name string
	held *os.File // nil where the system has no such lock
}

// errTaken says that somebody else has a folder, or had it and has swept it.
var errTaken = errors.New("somebody else holds the folder")

// newFolder makes a folder for a run, and removes those that killed processes
// have left behind.
func newFolder() (*folder, error) {
	sweep(filepath.Join(os.TempDir(), folderPrefix+"*"))
	for {
		name, err := os.MkdirTemp("", folderPrefix)
		if err != nil {
			return nil, err
		}
		held, err := hold(name)
		if err == nil {
			return &folder{name, held}, nil
		}
		if !errors.Is(err, errTaken) {
			os.Remove(name)
			return nil, err
		}
	}
}

// remove removes the folder with all that the programs have put there.
func (f *folder) remove() {
	_ = os.RemoveAll(f.name) // what cannot be removed is the next one's to sweep
	if f.held != nil {
		f.held.Close()
	}
}

// sweep removes the folders that nobody holds.
func sweep(pattern string) {
	all, _ := filepath.Glob(pattern) // the pattern is well-formed
	for _, name := range all {
		if held, err := takeOver(name); err == nil {
			_ = os.RemoveAll(name)
			held.Close()
		}
	}
}
