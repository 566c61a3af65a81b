package play_test

import (
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"socketpairs/tools/book"
	"socketpairs/tools/need"
	"socketpairs/tools/play/playtest"
)

// TestKernelFacts wants each fact of the course that is said to be a setting of
// the kernel to be what a new network namespace has.
func TestKernelFacts(t *testing.T) {
	if playtest.NotPrivate != nil {
		need.Skip(t, "the facts of the kernel were not verified: %v", playtest.NotPrivate)
	}
	b := book.Load(os.DirFS("../.."))
	checked := 0
	for _, lesson := range slices.Concat(b.Lessons, b.Pages) {
		for _, fact := range lesson.Facts {
			if fact.Kind != "sysctl" {
				continue
			}
			checked++
			has, err := freshSetting(fact.Source)
			if err != nil {
				t.Errorf("%s: %q: %v", lesson.Path, fact.Says, err)
			}
			if says := aNumber.FindAllString(fact.Says, -1); !slices.Equal(says, strings.Fields(has)) {
				t.Errorf("%s: %q: the kernel has %s", lesson.Path, fact.Says, has)
			}
		}
	}
	if checked == 0 {
		t.Error("no lesson has a fact of the kernel")
	}
}

var aNumber = regexp.MustCompile(`\d+`)

// freshSetting reads a setting, named as sysctl(8) does, in a network namespace
// that nobody has changed. The thread that is in it ends with the goroutine.
func freshSetting(name string) (value string, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		if err = unix.Unshare(unix.CLONE_NEWNET); err != nil {
			return
		}
		var text []byte
		text, err = os.ReadFile(path.Join("/proc/sys", strings.ReplaceAll(name, ".", "/")))
		value = strings.TrimSpace(string(text))
	}()
	<-done
	return value, err
}
