package publish

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mustWriteTo writes files and returns what changed.
func mustWriteTo(t *testing.T, f *Folder, files Files) []string {
	t.Helper()
	changed, err := f.Write(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	f := NewFolder(dir)
	mustWriteTo(t, f, site("a", "1", "pages/b", "1"))
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	remove := func(name string) {
		t.Helper()
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name    string
		happens func()
		files   Files
		changed []string
	}{
		{"nothing", func() {}, site("a", "1", "pages/b", "1"), nil},
		{"a change", func() {}, site("a", "2", "pages/b", "1"), []string{"a"}},
		{"a new file", func() {}, site("a", "2", "c", "1", "pages/b", "1"), []string{"c"}},
		{"a file that goes", func() {}, site("a", "2", "pages/b", "1"), []string{"c"}},
		{"what it does not know of it does not look at", func() { put("a", "x") }, site("a", "2", "pages/b", "1"), nil},
		{"a forgotten file", func() { f.Forget("a") }, site("a", "2", "pages/b", "1"), []string{"a"}},
		{"a forgotten file that is right", func() { f.Forget("a") }, site("a", "2", "pages/b", "1"), nil},
		{"a file that was removed", func() { remove("a"); f.Forget("a") }, site("a", "2", "pages/b", "1"), []string{"a"}},
		{"a folder that was removed", func() { remove("pages"); f.Forget("pages") }, site("a", "2", "pages/b", "1"), []string{"pages/b"}},
		{"a file too many", func() { put("extra", "x"); f.Forget("extra") }, site("a", "2", "pages/b", "1"), []string{"extra"}},
		{"the whole site gone", func() { remove(""); f.Forget(".") }, site("a", "2"), []string{"a", "index.html"}},
	} {
		test.happens()
		if changed := mustWriteTo(t, f, test.files); !slices.Equal(changed, test.changed) {
			t.Errorf("%s: changed %q, want %q", test.name, changed, test.changed)
		}
	}
	wantSite(t, dir, site("a", "2"))
}

func TestFolderForgetsAllAfterAFailure(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	f := NewFolder(dir)
	mustWriteTo(t, f, site("a", "1"))
	if _, err := f.Write(t.Context(), site("a", "1", strings.Repeat("n", 300), "long")); err == nil {
		t.Fatal("a name of 300 bytes was written")
	}
	if err := os.Remove(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	mustWriteTo(t, f, site("a", "1"))
	wantSite(t, dir, site("a", "1"))
}

// TestNothingCanBeWritten has a folder where the lock file should be: that
// stops root, too, as a file system that is read-only does.
func TestNothingCanBeWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, site("a", "1"))
	if err := os.Mkdir(filepath.Join(filepath.Dir(dir), ".site-staging-lock"), 0o755); err != nil {
		t.Fatal(err)
	}
	if changed, err := Write(t.Context(), dir, site("a", "1")); err != nil || changed != nil {
		t.Errorf("a site that is right already: changed %q, %v", changed, err)
	}
	var wrong *os.PathError
	if _, err := Write(t.Context(), dir, site("a", "2")); !errors.As(err, &wrong) {
		t.Errorf("a site that is to change: %v", err)
	}
}

func TestFolderLooksAtAllFilesOfAForgottenFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	f := NewFolder(dir)
	mustWriteTo(t, f, site("pages/a", "1"))
	if err := os.WriteFile(filepath.Join(dir, "pages", "a"), []byte("2"), 0o644); err != nil {
		t.Fatal(err)
	}
	f.Forget("pages")
	if changed := mustWriteTo(t, f, site("pages/a", "1")); !slices.Equal(changed, []string{"pages/a"}) {
		t.Errorf("changed %q", changed)
	}
}
