package play

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"socketpairs/tools/book"
)

func TestFolders(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows locks no folders: those that are left go when no run can be that old")
	}
	t.Setenv("TMPDIR", t.TempDir())
	left := filepath.Join(os.TempDir(), folderPrefix+"123")
	if err := os.MkdirAll(filepath.Join(left, "something"), 0o755); err != nil {
		t.Fatal(err)
	}
	first, err := newFolder()
	if err != nil {
		t.Fatal(err)
	}
	second, err := newFolder()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{left: false, first.name: true, second.name: true} {
		if _, err := os.Stat(name); (err == nil) != want {
			t.Errorf("%s: %v, want it there: %v", name, err, want)
		}
	}
	first.remove()
	second.remove()
	if entries, err := os.ReadDir(os.TempDir()); err != nil || len(entries) > 0 {
		t.Errorf("left %v, %v", entries, err)
	}
}

// TestFoldersBesideSweeps has runs begin while others sweep, which for a moment
// take each folder that nobody holds yet.
func TestFoldersBesideSweeps(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var runs sync.WaitGroup
	for range 8 {
		runs.Go(func() {
			for range 50 {
				folder, err := newFolder()
				if err != nil {
					t.Error(err)
					return
				}
				folder.remove()
			}
		})
	}
	runs.Wait()
}

func TestMessagesAreShort(t *testing.T) {
	var printed strings.Builder
	for i := range lastLines + 5 {
		fmt.Fprintln(&printed, "line", i)
	}
	if got := lastOf(printed.String()); got[0] != "(5 lines before)" || got[1] != "line 5" || len(got) != lastLines+1 {
		t.Errorf("of many lines there is shown %q", got)
	}
	if got := lastOf("one\ntwo\n"); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("of two lines there is shown %q", got)
	}
	if got := lastOf(strings.Repeat("x", 1000) + "\n"); len(got[0]) > 600 || !strings.HasSuffix(got[0], "x ...") {
		t.Errorf("of a long line %d bytes are shown", len(got[0]))
	}
}

func TestOnlyOneAddress(t *testing.T) {
	lessons := book.Load(os.DirFS("../..")).Lessons
	for id, want := range map[string]bool{"first-connection": true, "demux-tcp": false, "address-in-use": false} {
		i := slices.IndexFunc(lessons, func(l *book.Lesson) bool { return l.ID == id })
		if got := onlyOneAddress(lessons[i]); got != want {
			t.Errorf("%s: %v", id, got)
		}
	}
}
