package main

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// How a watcher spends its time.
const (
	// settle is how long it waits after the first sign of a change for others:
	// an editor saves a file in several steps.
	settle = 10 * time.Millisecond
	// lookAlone is how often it looks at all files where the system does not
	// tell of changes, and lookBeside where it does: some file systems say that
	// they will and do not.
	lookAlone, lookBeside = 300 * time.Millisecond, 2 * time.Second
	// restFor is how much longer than a look the pause after it is, at least.
	restFor = 20
)

// watcher finds out which files of a project may have changed. Hidden files,
// and those that Python leaves behind, are none.
type watcher struct {
	root    string
	folders []string          // to watch, with slashes, from the root
	notify  *fsnotify.Watcher // nil where the system does not tell
	seen    map[string]stamp  // the files as of the last look
	told    map[string]bool   // the changes that were told since then
}

// stamp changes when a file does.
type stamp struct {
	size int64
	time int64 // of the last change, in nanoseconds
	mode fs.FileMode
}

// newWatcher notes how the files are now. It returns also why the system does
// not tell of changes, if it does not.
func newWatcher(root string, folders ...string) (*watcher, error) {
	w := &watcher{root: root, folders: folders, told: map[string]bool{}}
	notify, err := fsnotify.NewWatcher()
	if err == nil {
		w.notify = notify
		if err = w.addAll(); err != nil { // too many folders, as a rule
			_ = notify.Close()
			w.notify = nil
		}
	}
	w.look()
	return w, err
}

// addAll asks the system to tell of changes in all folders, and of changes of
// their names in those above them.
func (w *watcher) addAll() error {
	for _, folder := range w.folders {
		if err := w.notify.Add(w.full(path.Dir(folder))); err != nil {
			return err
		}
		if err := w.add(folder); err != nil {
			return err
		}
	}
	return nil
}

// add asks the system to tell of changes in a folder and in all below it.
func (w *watcher) add(folder string) error {
	return filepath.WalkDir(w.full(folder), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return nil // gone while we look: that is told as a change
		}
		if name != w.full(folder) && isLeftOut(entry.Name()) {
			return fs.SkipDir
		}
		return w.notify.Add(name)
	})
}

// run sends the paths that may have changed, sorted, until ctx ends. The path
// of a folder stands for all that is in it.
func (w *watcher) run(ctx context.Context, changes chan<- []string) {
	var events chan fsnotify.Event
	var errors chan error
	pause := lookAlone
	if w.notify != nil {
		defer w.notify.Close()
		events, errors, pause = w.notify.Events, w.notify.Errors, lookBeside
	}
	look := time.NewTimer(pause)
	found := map[string]bool{}
	var settled <-chan time.Time
	var batch []string
	var out chan<- []string // nil unless there is a batch
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-events:
			if name := w.note(event); name != "" {
				found[name] = true
			}
		case <-errors: // events were lost, as a rule
			look.Reset(0)
		case <-look.C:
			began := time.Now()
			for _, name := range w.look() {
				found[name] = true
			}
			look.Reset(max(pause, restFor*time.Since(began)))
		case <-settled:
			settled, out, batch = nil, changes, slices.Sorted(maps.Keys(found))
			clear(found)
		case out <- batch:
			out = nil
		}
		if len(found) > 0 && settled == nil && out == nil {
			settled = time.After(settle)
		}
	}
}

// note returns the path that an event is about; empty if it is none of ours.
// It follows new folders.
func (w *watcher) note(event fsnotify.Event) string {
	under, err := filepath.Rel(w.root, event.Name)
	name := filepath.ToSlash(under)
	if err != nil || event.Op == fsnotify.Chmod || !w.isIn(name) {
		return ""
	}
	w.told[name] = true
	if info, err := os.Lstat(event.Name); event.Has(fsnotify.Create) && err == nil && info.IsDir() {
		_ = w.add(name) // what is not told is found at the next look
	}
	return name
}

// isIn reports whether a path is in one of the folders, and not left out.
func (w *watcher) isIn(name string) bool {
	return !slices.ContainsFunc(strings.Split(name, "/"), isLeftOut) &&
		slices.ContainsFunc(w.folders, func(folder string) bool { return isUnder(name, folder) })
}

// isUnder reports whether a path is that of a folder or of something in it.
func isUnder(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

// isLeftOut reports whether what has this name is no part of the course.
func isLeftOut(name string) bool { return strings.HasPrefix(name, ".") || name == "__pycache__" }

// look returns which files are others than at the last look, but for those
// that were told since.
func (w *watcher) look() []string {
	now := map[string]stamp{}
	for _, folder := range w.folders {
		_ = filepath.WalkDir(w.full(folder), func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // gone while we look: the next look finds it gone
			case isLeftOut(entry.Name()) && entry.IsDir():
				return fs.SkipDir
			case isLeftOut(entry.Name()) || entry.IsDir():
				return nil
			}
			if info, err := entry.Info(); err == nil {
				under, _ := filepath.Rel(w.root, name) // of a name that begins with it
				now[filepath.ToSlash(under)] = stamp{info.Size(), info.ModTime().UnixNano(), info.Mode()}
			}
			return nil
		})
	}
	var changed []string
	for name, stamp := range now {
		if before, ok := w.seen[name]; !ok || before != stamp {
			changed = append(changed, name)
		}
	}
	for name := range w.seen {
		if _, ok := now[name]; !ok {
			changed = append(changed, name)
		}
	}
	changed = slices.DeleteFunc(changed, w.wasTold)
	w.seen = now
	clear(w.told)
	return changed
}

// wasTold reports whether a path, or a folder that it is in, was told.
func (w *watcher) wasTold(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if w.told[name] {
			return true
		}
	}
	return false
}

func (w *watcher) full(name string) string { return filepath.Join(w.root, filepath.FromSlash(name)) }
