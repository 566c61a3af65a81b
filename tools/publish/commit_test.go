package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var errDisk = errors.New("the disk failed")

// failing is a disk whose steps fail from the nth on, for a number of times.
type failing struct {
	disk
	n, times int
}

func (f *failing) next() error {
	f.n--
	if f.n < 0 && f.n >= -f.times {
		return errDisk
	}
	return nil
}

func (f *failing) Mkdir(name string, perm fs.FileMode) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.Mkdir(name, perm)
}

func (f *failing) Remove(name string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.Remove(name)
}

func (f *failing) Rename(from, to string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.Rename(from, to)
}

// mustPlace opens the place of dir for one test.
func mustPlace(t *testing.T, dir string) *place {
	t.Helper()
	p, err := openPlace(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// Two sites that need every kind of step to get from one to the other.
var (
	commitBefore = site("changed", "1", "gone", "1", "folder/sub/file", "1", "file", "1", "same", "1")
	commitAfter  = site("changed", "2", "folder", "2", "file/sub/new", "2", "fresh/new", "2", "same", "1")
)

func TestAFailureAtAnyStepOfTheCommitIsUndone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, commitBefore)
	before := snapshot(t, dir)
	for n := range 100 {
		p := mustPlace(t, dir)
		p.disk = &failing{disk: p.root, n: n, times: 1}
		_, err := p.write(t.Context(), commitAfter)
		if err == nil {
			if n < 9 {
				t.Errorf("the commit took only %d steps", n)
			}
			wantSite(t, dir, commitAfter)
			return
		}
		if !errors.Is(err, errDisk) {
			t.Fatal(err)
		}
		wantUntouched(t, dir, before)
	}
	t.Fatal("the commit never finished")
}

func TestAFreshSiteThatFailsLeavesNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	p := mustPlace(t, dir)
	p.disk = &failing{disk: p.root, n: 0, times: 1}
	if _, err := p.write(t.Context(), commitAfter); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
	wantBeside(t, dir)
}

func TestACommitThatCannotBeUndoneKeepsTheOldFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, site("a", "1", "b", "1"))
	p := mustPlace(t, dir)
	p.disk = &failing{disk: p.root, n: 1, times: 100}
	_, err := p.write(t.Context(), site("a", "2", "b", "2"))
	if err == nil || !strings.Contains(err.Error(), "old files are in .site-staging-") {
		t.Fatalf("the error is %v", err)
	}
	kept, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".site-staging-*", "old", "a"))
	if len(kept) != 1 {
		t.Errorf("the old file is kept at %q", kept)
	}
	mustWrite(t, dir, site("a", "2", "b", "2"))
	wantSite(t, dir, site("a", "2", "b", "2"))
}

func TestACommitIsNotInterrupted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, commitBefore)
	ctx, cancel := context.WithCancel(t.Context())
	p := mustPlace(t, dir)
	p.disk = hooked{p.root, cancel}
	if _, err := p.write(ctx, commitAfter); err != nil {
		t.Fatal(err)
	}
	wantSite(t, dir, commitAfter)
}

// hooked is a disk that calls a function before each rename.
type hooked struct {
	disk
	before func()
}

func (h hooked) Rename(from, to string) error {
	h.before()
	return h.disk.Rename(from, to)
}

func TestAFileThatCameMeanwhileIsNotRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, site("folder/old", "1"))
	before := snapshot(t, dir)
	p := mustPlace(t, dir)
	late := filepath.Join(dir, "folder", "late")
	p.disk = hooked{p.root, func() { _ = os.WriteFile(late, []byte("late"), 0o644) }}
	if _, err := p.write(t.Context(), site()); err == nil {
		t.Error("the folder was removed with a file that was not planned for")
	}
	after := snapshot(t, dir)
	if !strings.HasSuffix(after["folder/late"], `"late"`) {
		t.Errorf("the late file is now %q", after["folder/late"])
	}
	delete(after, "folder/late")
	if !maps.Equal(before, after) {
		t.Errorf("the site was\n%v\nand is now\n%v", before, after)
	}
}

func TestNoFileIsMissingForAnInstant(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, commitBefore)
	p := mustPlace(t, dir)
	looks := 0
	p.disk = hooked{p.root, func() {
		looks++
		for name := range commitBefore {
			if _, stays := commitAfter[name]; !stays {
				continue
			}
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				t.Errorf("before move %d: %v", looks, err)
			}
		}
	}}
	if _, err := p.write(t.Context(), commitAfter); err != nil {
		t.Fatal(err)
	}
	if looks < 5 {
		t.Errorf("looked only %d times", looks)
	}
}

func TestAReplacedLinkComesBackIfTheCommitFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	mustWrite(t, dir, site("a", "1"))
	symlink(t, "a", filepath.Join(dir, "link"))
	p := mustPlace(t, dir)
	p.disk = &failing{disk: p.root, n: 2, times: 1} // the link goes, the file comes, the next file fails
	if _, err := p.write(t.Context(), site("a", "1", "link", "2", "z", "2")); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	if target, err := os.Readlink(filepath.Join(dir, "link")); target != "a" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
}
