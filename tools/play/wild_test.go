package play_test

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/lock"
	"socketpairs/tools/need"
	"socketpairs/tools/play"
	"socketpairs/tools/play/playtest"
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
	playtest.Together(t)
	root, b := playtest.Load(t, "testdata/wild.txtar")
	playtest.Modes(t, func(t *testing.T, private bool) {
		player := playtest.Player(t, root, private)
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
func played(t *testing.T, player *play.Player, lesson *book.Lesson) *play.Result {
	t.Helper()
	result, _ := tryToPlay(t, player, lesson)
	return result
}

func tryToPlay(t *testing.T, player *play.Player, lesson *book.Lesson) (*play.Result, *play.Trouble) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	result, err := player.Play(ctx, lesson, play.Mixes(len(lesson.Run.Roles()))[0], nil)
	var trouble *play.Trouble
	if err != nil && !errors.As(err, &trouble) {
		t.Fatal(err)
	}
	return result, trouble
}

func firstFailure(t *testing.T, player *play.Player, lesson *book.Lesson) string {
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
		if got := play.Printable(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
