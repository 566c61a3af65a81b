package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// site returns a site with the marked index.html and these files, given as
// path, content, path, content.
func site(pairs ...string) Files {
	files := Files{"index.html": []byte("<!doctype html>\n" + Mark + "\n")}
	for i := 0; i < len(pairs); i += 2 {
		files[pairs[i]] = []byte(pairs[i+1])
	}
	return files
}

// mustWrite writes files and returns what changed.
func mustWrite(t testing.TB, dir string, files Files) []string {
	t.Helper()
	changed, err := Write(t.Context(), dir, files)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// snapshot returns everything under dir: content and time of files, and names
// of folders.
func snapshot(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			found[rel+"/"] = ""
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		found[rel] = fmt.Sprintf("%s %q", info.ModTime(), content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// wantSite checks that dir holds files and no empty folder, and that nothing
// stands beside it.
func wantSite(t testing.TB, dir string, files Files) {
	t.Helper()
	differences, err := Compare(dir, files)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Error(d)
	}
	wanted := files.folders()
	for name := range snapshot(t, dir) {
		if folder, ok := strings.CutSuffix(name, "/"); ok && folder != "." && !wanted[folder] {
			t.Errorf("%s is left empty", name)
		}
	}
	wantBeside(t, dir)
}

// wantBeside checks which names stand beside dir.
func wantBeside(t testing.TB, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		if entry.Name() != filepath.Base(dir) {
			got = append(got, entry.Name())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("beside the site stand %q, want %q", got, want)
	}
}

func TestWrite(t *testing.T) {
	before := site("style.css", "a", "pages/one.html", "1", "pages/two.html", "2", "x/y/z.txt", "deep")
	for _, test := range []struct {
		name    string
		before  Files
		after   Files
		changed []string
	}{
		{"a fresh site", nil, site("a/b/c.txt", "c"), []string{"a/b/c.txt", "index.html"}},
		{"nothing to do", before, before, nil},
		{"an empty file", before, with(before, "empty", ""), []string{"empty"}},
		{"a changed file", before, with(before, "style.css", "b"), []string{"style.css"}},
		{"a changed file of another length", before, with(before, "style.css", "abc"), []string{"style.css"}},
		{"a removed file", before, without(before, "pages/two.html"), []string{"pages/two.html"}},
		{"a removed folder", before, without(before, "x/y/z.txt"), []string{"x/y/z.txt"}},
		{
			"a nested folder that becomes a file", before, with(without(before, "x/y/z.txt"), "x", "flat"),
			[]string{"x", "x/y/z.txt"},
		},
		{
			"a file that becomes a nested folder", before, with(without(before, "style.css"), "style.css/a/b", "deep"),
			[]string{"style.css", "style.css/a/b"},
		},
		{
			"a name that changes its case", before, with(without(before, "x/y/z.txt"), "X/y/z.txt", "deep"),
			[]string{"X/y/z.txt", "x/y/z.txt"},
		},
		{
			"folder names that sort before a dot", nil, site("!a/-b/c", "c"),
			[]string{"!a/-b/c", "index.html"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			if test.before != nil {
				mustWrite(t, dir, test.before)
			}
			changed := mustWrite(t, dir, test.after)
			if !slices.Equal(changed, test.changed) {
				t.Errorf("changed %q, want %q", changed, test.changed)
			}
			wantSite(t, dir, test.after)
		})
	}
}

// with returns files with one more, or another, file.
func with(files Files, name, content string) Files {
	files = maps.Clone(files)
	files[name] = []byte(content)
	return files
}

// without returns files without one.
func without(files Files, name string) Files {
	files = maps.Clone(files)
	delete(files, name)
	return files
}

func TestWriteLeavesUnchangedFilesAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, site("same.txt", "same", "other.txt", "1"))
	long := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, name := range []string{"same.txt", "other.txt"} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	mustWrite(t, dir, site("same.txt", "same", "other.txt", "2"))
	if got := modTime(t, filepath.Join(dir, "same.txt")); !got.Equal(long) {
		t.Errorf("the unchanged file has the time %s, want %s", got, long)
	}
	if got := modTime(t, filepath.Join(dir, "other.txt")); got.Equal(long) {
		t.Errorf("the changed file still has the time %s", got)
	}
}

func modTime(t *testing.T, name string) time.Time {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}

func TestWriteThroughALink(t *testing.T) {
	real, link := filepath.Join(t.TempDir(), "real"), filepath.Join(t.TempDir(), "link")
	mustWrite(t, real, site("a", "1"))
	symlink(t, real, link)
	mustWrite(t, link, site("a", "2"))
	wantBeside(t, real)
	if got, err := os.ReadFile(filepath.Join(real, "a")); string(got) != "2" {
		t.Errorf("the linked folder holds %q, %v", got, err)
	}
}

func TestWriteReplacesALinkInTheSite(t *testing.T) {
	top := t.TempDir()
	outside := filepath.Join(top, "outside")
	if err := os.MkdirAll(outside, 0o755); err != nil {
		t.Fatal(err)
	}
	precious := filepath.Join(outside, "page.html")
	if err := os.WriteFile(precious, []byte("precious"), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(top, "folder", "site")
	if err := os.Mkdir(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, dir, site())
	symlink(t, outside, filepath.Join(dir, "pages"))
	symlink(t, precious, filepath.Join(dir, "page.html"))
	// This one is as long as the file it leads to, and leads to the right bytes.
	symlink(t, "four", filepath.Join(dir, "link"))
	want := site("pages/page.html", "new", "page.html", "precious", "four", "4444", "link", "4444")
	mustWrite(t, dir, want)
	wantSite(t, dir, want)
	if got, _ := os.ReadFile(precious); string(got) != "precious" {
		t.Errorf("the file outside of the site is now %q", got)
	}
}

// symlink makes a symbolic link, or skips the test where the user may not.
func symlink(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skipf("not verified: links in a site are replaced, not followed: %v", err)
	}
}

func TestFailedStagingLeavesTheOldSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, site("a", "1", "b", "1"))
	before := snapshot(t, dir)
	// No file system here takes a name of 300 bytes, and staging finds out.
	_, err := Write(t.Context(), dir, site("a", "2", strings.Repeat("n", 300), "long"))
	if err == nil {
		t.Fatal("a name of 300 bytes was written")
	}
	wantUntouched(t, dir, before)
}

// wantUntouched checks that dir is as it was, and that nothing is beside it.
func wantUntouched(t *testing.T, dir string, before map[string]string) {
	t.Helper()
	after := snapshot(t, dir)
	if !maps.Equal(before, after) {
		t.Errorf("the site was\n%v\nand is now\n%v", before, after)
	}
	wantBeside(t, dir)
}

// afterN is a context that is canceled at the nth look at it.
type afterN struct {
	context.Context
	n atomic.Int64
}

func (c *afterN) Err() error {
	if c.n.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancelingLeavesTheOldSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, site("a", "1", "b", "1"))
	before := snapshot(t, dir)
	after := site("a", "2", "c", "2")
	for n := range 100 {
		ctx := &afterN{Context: t.Context()}
		ctx.n.Store(int64(n))
		_, err := Write(ctx, dir, after)
		if err == nil {
			// Once for the lock, once for each file that is compared, once for
			// each that is written (all but index.html), once when all are.
			if n < 1+len(after)+len(after)-1+1 {
				t.Errorf("Write looked at its context only %d times", n)
			}
			wantSite(t, dir, after)
			return
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		wantUntouched(t, dir, before)
	}
	t.Fatal("Write never finished")
}

func TestWriteSweepsWhatAKilledBuildLeft(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "site")
	mustWrite(t, dir, site("a", "1"))
	for _, name := range []string{".site-staging-123/new/deep", ".site-staging-b-staging-4", ".site-staging-x"} {
		if err := os.MkdirAll(filepath.Join(top, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{".site-staging-lock", ".site-staging-5"} {
		if err := os.WriteFile(filepath.Join(top, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mustWrite(t, dir, site("a", "1"))
	// Only what a Write makes is removed: not a file, not another site's.
	wantBeside(t, dir, ".site-staging-5", ".site-staging-b-staging-4", ".site-staging-x")
}

func TestWriteRefusesWhatIsNoSite(t *testing.T) {
	for _, test := range []struct {
		name  string
		holds []string
		want  string
	}{
		{"the root of a git repository", []string{".git/HEAD", "index.html"}, "it holds .git"},
		{"a home folder", []string{".profile", "index.html"}, "it holds .profile"},
		{"a folder of sources", []string{"first-connection.md"}, "no index.html of ours"},
		{"another web site", []string{"style.css", "foreign/index.html"}, "no index.html of ours"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			for _, name := range test.holds {
				full := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(full, site()["index.html"], 0o644); err != nil {
					t.Fatal(err)
				}
			}
			before := snapshot(t, dir)
			_, err := Write(t.Context(), dir, site("a", "1"))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want one with %q", err, test.want)
			}
			wantUntouched(t, dir, before)
		})
	}
	t.Run("a foreign index.html", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("<!doctype html>"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Write(t.Context(), dir, site()); err == nil {
			t.Error("it was replaced")
		}
	})
	t.Run("a file", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "site")
		if err := os.WriteFile(name, []byte("a file"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Write(t.Context(), name, site()); err == nil {
			t.Error("it was replaced")
		}
		wantBeside(t, name)
	})
	t.Run("a site that it could not update later", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "site")
		_, err := Write(t.Context(), dir, Files{"index.html": []byte("no mark")})
		if err == nil || !strings.Contains(err.Error(), Mark) {
			t.Errorf("the error is %v", err)
		}
	})
	t.Run("a whole file system", func(t *testing.T) {
		if _, err := Write(t.Context(), filepath.VolumeName(t.TempDir())+string(filepath.Separator), site()); err == nil {
			t.Error("it was taken for a site")
		}
	})
}

func TestLitterIsNoDifference(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, site("pages/one.html", "1"))
	for _, name := range []string{litter, "pages/" + litter} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte{0}, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	wantSite(t, dir, site("pages/one.html", "1"))
	if changed := mustWrite(t, dir, site("pages/one.html", "1")); changed != nil {
		t.Errorf("Write changed %q", changed)
	}
	mustWrite(t, dir, site())
	wantSite(t, dir, site())
	if _, err := os.Stat(filepath.Join(dir, litter)); err != nil {
		t.Errorf("the file of a folder that stays is gone: %v", err)
	}
}

func BenchmarkWrite(b *testing.B) {
	files := site()
	for i := range 5000 {
		files[fmt.Sprintf("part-%d/lesson-%d.html", i%50, i)] = bytes.Repeat([]byte{byte('a' + i%26)}, 20_000)
	}
	b.Run("5000 fresh files", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			dir := filepath.Join(b.TempDir(), "site")
			b.StartTimer()
			mustWrite(b, dir, files)
		}
	})
	b.Run("5000 files, nothing changed", func(b *testing.B) {
		dir := filepath.Join(b.TempDir(), "site")
		mustWrite(b, dir, files)
		for b.Loop() {
			mustWrite(b, dir, files)
		}
	})
	b.Run("5000 files, one changed, the others known", func(b *testing.B) {
		folder := NewFolder(filepath.Join(b.TempDir(), "site"))
		write := func(i int) {
			files["part-0/lesson-0.html"] = fmt.Append(nil, i)
			if _, err := folder.Write(b.Context(), files); err != nil {
				b.Fatal(err)
			}
		}
		write(0)
		for i := 1; b.Loop(); i++ {
			write(i)
		}
	})
	b.Run("compare 5000 files", func(b *testing.B) {
		dir := filepath.Join(b.TempDir(), "site")
		mustWrite(b, dir, files)
		for b.Loop() {
			if _, err := Compare(dir, files); err != nil {
				b.Fatal(err)
			}
		}
	})
}
