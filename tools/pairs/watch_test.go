package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestWatcher changes files, once where the system tells of changes and once
// where it does not.
func TestWatcher(t *testing.T) {
	for _, told := range []bool{true, false} {
		t.Run(map[bool]string{true: "told", false: "by looking"}[told], func(t *testing.T) {
			root := t.TempDir()
			full := func(name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			put := func(name, text string) { t.Helper(); must(os.WriteFile(full(name), []byte(text), 0o644)) }
			for _, folder := range []string{"lessons", "snippets/echo/server", "tools/theme", "other"} {
				must(os.MkdirAll(full(folder), 0o755))
			}
			put("lessons/echo.md", "1")
			w, err := newWatcher(root, "lessons", "snippets", "tools/theme")
			must(err)
			if !told {
				must(w.notify.Close())
				w.notify = nil
			}
			ctx, cancel := context.WithCancel(t.Context())
			changes := make(chan []string)
			done := make(chan bool)
			go func() { w.run(ctx, changes); close(done) }()
			defer func() { cancel(); <-done }()
			for _, test := range []struct {
				name string
				do   func()
				want string // is in one of the batches that follow, or a folder above it
			}{
				{"a file is written", func() { put("lessons/echo.md", "22") }, "lessons/echo.md"},
				{"a file is made", func() { put("snippets/echo/server/server.py", "1") }, "snippets/echo/server/server.py"},
				{"a file is replaced", func() {
					put("other/new", "333")
					must(os.Rename(full("other/new"), full("lessons/echo.md")))
				}, "lessons/echo.md"},
				{"a folder is made", func() {
					must(os.MkdirAll(full("snippets/new/client"), 0o755))
					put("snippets/new/client/client.py", "1")
				}, "snippets/new/client/client.py"},
				{"a file in a folder that was made", func() { put("snippets/new/client/client.go", "1") }, "snippets/new/client/client.go"},
				{"a folder goes", func() { must(os.RemoveAll(full("snippets/new"))) }, "snippets/new/client/client.go"},
				{"a watched folder goes", func() { must(os.Rename(full("lessons"), full("away"))) }, "lessons/echo.md"},
				{"and comes back", func() { must(os.Rename(full("away"), full("lessons"))) }, "lessons/echo.md"},
				{"a file in it", func() { put("lessons/echo.md", "4444") }, "lessons/echo.md"},
				{"others are none of ours", func() {
					put("lessons/.echo.md.swp", "1")
					put("other/file", "1")
					must(os.MkdirAll(full("snippets/echo/server/__pycache__"), 0o755))
					put("snippets/echo/server/__pycache__/server.pyc", "1")
					put("tools/theme/style.css", "1")
				}, "tools/theme/style.css"},
			} {
				test.do()
				wantChange(t, changes, test.name, test.want)
			}
		})
	}
}

// wantChange waits for the path, or a folder above it.
func wantChange(t *testing.T, changes <-chan []string, name, want string) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case paths := <-changes:
			for _, path := range paths {
				if isUnder(path, "other") || slices.ContainsFunc([]string{filepath.Base(path)}, isLeftOut) {
					t.Errorf("%s: told of %s", name, path)
				}
			}
			if slices.ContainsFunc(paths, func(path string) bool { return isUnder(want, path) }) {
				return
			}
		case <-late:
			t.Fatalf("%s: %s was not told", name, want)
		}
	}
}
