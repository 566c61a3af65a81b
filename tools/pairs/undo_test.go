package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMoveIsTakenBack(t *testing.T) {
	from, to := t.TempDir(), t.TempDir()
	for _, name := range []string{"one", "two", filepath.Join("folder", "three")} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(from, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(from, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(to, "two"), []byte("was here"), 0o644); err != nil {
		t.Fatal(err)
	}
	var undo undoList
	if err := undo.move(to, from, "folder", "one", "two"); err == nil || !strings.Contains(err.Error(), "two is there already") {
		t.Errorf("moved over a file: %v", err)
	}
	if text, err := os.ReadFile(filepath.Join(to, "folder", "three")); err != nil || string(text) != filepath.Join("folder", "three") {
		t.Errorf("moved %q, %v", text, err)
	}
	if err := undo.all(); err != nil {
		t.Fatal(err)
	}
	for folder, want := range map[string]int{from: 3, to: 1} {
		if entries, err := os.ReadDir(folder); err != nil || len(entries) != want {
			t.Errorf("%s holds %v, %v", folder, entries, err)
		}
	}
	if text, err := os.ReadFile(filepath.Join(to, "two")); err != nil || string(text) != "was here" {
		t.Errorf("there is %q, %v", text, err)
	}
}

// TestSweepUnfinished wants that nothing goes but what a command that was
// killed has been writing: another one may write now.
func TestSweepUnfinished(t *testing.T) {
	folder, before := t.TempDir(), time.Now().Add(-time.Hour)
	for name, age := range map[string]time.Time{unfinished + "1": before, unfinished + "2": time.Now(), "server.py": before} {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, age, age); err != nil {
			t.Fatal(err)
		}
	}
	sweepUnfinished(folder)
	for name, want := range map[string]bool{unfinished + "1": false, unfinished + "2": true, "server.py": true} {
		if _, err := os.Stat(filepath.Join(folder, name)); (err == nil) != want {
			t.Errorf("%s: %v, want it there: %v", name, err, want)
		}
	}
}
