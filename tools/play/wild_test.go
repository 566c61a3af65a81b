package play

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/lock"
	"socketpairs/tools/need"
)

// patience is longer than anything here should take; without the limits that
// are tested, the programs would go on for ever.
const patience = time.Minute

// TestWildPrograms plays programs that do what they should not, and wants the
// one that is to blame named first, at its line, with what it did. The limit
// of silence is too long to help.
func TestWildPrograms(t *testing.T) {
	if runtime.GOOS != "linux" {
		need.Skip(t, "what programs leave behind was not verified: only Linux shows it")
	}
	together(t)
	root, b := load(t, "wild.txtar")
	modes(t, func(t *testing.T, private bool) {
		player := newPlayer(t, root, private)
		player.Silence = 2 * patience
		for _, test := range []struct{ lesson, want string }{
			{"flood", "flood/one/one.py:1: one printed more than 1048576 bytes, and was ended"},
			{"daemon", "still ran, and was ended: sleep 77"},
			{"talker", "talker/one/one.py:1: one has ended, but what it had started still ran, and was ended: sleep 79"},
			{"child", "child/one/one.py:1: one has ended, but what it had started still ran, and was ended: sleep 78"},
			{"refused", "refused/client/client.py:3: client ended with exit status 1; the others then did nothing more, and server has not ended"},
			{"deserter", "deserter/server/server.py:1: server ended without saying that it listens, and client was refused"},
			{"quitter", "quitter/server/server.py:1: server said that it listens and has ended, and second was refused"},
			{"rude", "rude/server/server.py:1: server ended with exit status 3"},
		} {
			t.Run(test.lesson, func(t *testing.T) {
				if got := firstFailure(t, player, b.Lesson(test.lesson)); !strings.Contains(got, test.want) {
					t.Errorf("got %s, want %s", got, test.want)
				}
			})
		}
		t.Run("a child that ends in its own time is no stray", func(t *testing.T) {
			result := played(t, player, b.Lesson("late"))
			if failures := result.Failures(); len(failures) > 0 {
				t.Error(failures)
			}
			if got := result.Programs[0].Stdout; got != "one\nthe child\n" {
				t.Errorf("printed %q", got)
			}
		})
		t.Run("an interrupt reaches what a program has started", func(t *testing.T) {
			result := played(t, player, b.Lesson("family"))
			if failures := result.Failures(); len(failures) > 0 {
				t.Error(failures)
			}
			if got := result.Programs[0].Stdout; !strings.HasSuffix(got, "the child, too\n") {
				t.Errorf("printed %q", got)
			}
		})
		t.Run("a line that is not flushed", func(t *testing.T) {
			if !private {
				t.Skip("only in a private network it is known who listens")
			}
			got := firstFailure(t, player.Piped(), b.Lesson("mute"))
			if want := "mute/server/server.py:1: server neither listened nor ended; it listens on 127.0.0.1:8089, and no line"; !strings.Contains(got, want) {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	})
}

// played plays a lesson in Python; what is wrong with it is in the result.
func played(t *testing.T, player *Player, lesson *book.Lesson) *Result {
	t.Helper()
	result, _ := tryToPlay(t, player, lesson)
	return result
}

func tryToPlay(t *testing.T, player *Player, lesson *book.Lesson) (*Result, *Trouble) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	result, err := player.Play(ctx, lesson, Mixes(len(lesson.Run.Roles()))[0], nil)
	var trouble *Trouble
	if err != nil && !errors.As(err, &trouble) {
		t.Fatal(err)
	}
	return result, trouble
}

func firstFailure(t *testing.T, player *Player, lesson *book.Lesson) string {
	t.Helper()
	result, trouble := tryToPlay(t, player, lesson)
	if trouble != nil {
		return trouble.Error()
	}
	if failures := result.Failures(); len(failures) > 0 {
		return failures[0].String()
	}
	return "nothing"
}

// TestSilence wants that only the time counts in which programs could have
// done something.
func TestSilence(t *testing.T) {
	for _, test := range []struct {
		name string
		now  sight
		want time.Duration
	}{
		{"nothing has moved", sight{}, time.Second + watchEvery},
		{"a line was printed", sight{said: 5}, 0},
		{"a packet was sent", sight{moved: 1}, 0},
		{"they waited for a processor half of the time", sight{starved: watchEvery / 2}, time.Second + watchEvery/2},
		{"three of them waited all the time", sight{starved: 3 * watchEvery}, time.Second},
		{"one that had waited has gone", sight{starved: -watchEvery}, time.Second + watchEvery},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := watch{silent: time.Second}
			if w.count(test.now); w.silent != test.want {
				t.Errorf("silent for %v, want %v", w.silent, test.want)
			}
		})
	}
}

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

// TestAloneHeedsItsContext wants that a run which waits for another one's end
// can be interrupted.
func TestAloneHeedsItsContext(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	unlock, err := lock.File(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(10*time.Millisecond, cancel)
	if _, err := lock.File(ctx, name); !errors.Is(err, context.Canceled) {
		t.Errorf("while it is held: %v", err)
	}
	unlock()
	unlock, err = lock.File(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	unlock()
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain é 가\n\ttext":   "plain é 가\n\ttext",
		"\x1b]0;title\a":      `\x1b]0;title\a`,
		"back\rover":          `back\rover`,
		"\xff\x80":            `\xff\x80`,
		"\u202etxt\u0085":     `\u202etxt\u0085`,
		"\x00\x7f":            `\x00\x7f`,
		"a real \uFFFD stays": "a real \uFFFD stays",
	} {
		if got := Printable(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestLinesAreLimited(t *testing.T) {
	var l lines
	var seen []string
	each := func(line string) { seen = append(seen, line) }
	if !l.add([]byte("a\nb"), each) || !l.add([]byte("c\n"), each) {
		t.Error("full too early")
	}
	if strings.Join(seen, ",") != "a,bc" {
		t.Errorf("saw %q", seen)
	}
	if l.add(make([]byte, MaxOutput), each) || l.Len() != MaxOutput {
		t.Errorf("holds %d bytes", l.Len())
	}
}

func TestMessagesAreShort(t *testing.T) {
	var printed strings.Builder
	for i := range lastLines + 5 {
		fmt.Fprintln(&printed, "line", i)
	}
	if got := lastOf(printed.String()); !strings.HasPrefix(got, "(5 lines before)\nline 5\n") || strings.Count(got, "\n") != lastLines+1 {
		t.Errorf("of many lines there is shown\n%s", got)
	}
	if got := lastOf("one\ntwo\n"); got != "one\ntwo\n" {
		t.Errorf("of two lines there is shown %q", got)
	}
	if got := lastOf(strings.Repeat("x", 1000) + "\n"); len(got) > 600 || !strings.HasSuffix(got, "x ...\n") {
		t.Errorf("of a long line %d bytes are shown", len(got))
	}
}
