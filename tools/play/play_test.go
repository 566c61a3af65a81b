package play_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/need"
	"socketpairs/tools/play"
	"socketpairs/tools/play/fault"
	"socketpairs/tools/play/playtest"
	"socketpairs/tools/wire"
)

func TestMain(m *testing.M) {
	if root := os.Getenv(endless); root != "" {
		playEndless(root)
	}
	playtest.Main(m)
}

// TestLessons plays every lesson in every mix of languages, and wants what
// is recorded.
func TestLessons(t *testing.T) {
	if playtest.NotPrivate != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the wire was not verified: %v", playtest.NotPrivate)
		}
		t.Logf("runs go one at a time on the real loopback, and what goes over the wire is not verified: %v", playtest.NotPrivate)
	}
	root := "../.."
	b := book.Load(os.DirFS(root))
	player := playtest.Player(t, root, playtest.NotPrivate == nil)
	if err := player.Build(t.Context(), b.Lessons...); err != nil {
		t.Fatal(err)
	}
	for _, lesson := range b.Lessons {
		t.Run(lesson.ID, func(t *testing.T) {
			playtest.Together(t)
			verify(t, player, lesson)
		})
	}
}

// verify plays a lesson in all mixes.
func verify(t *testing.T, player *play.Player, lesson *book.Lesson) {
	if !lesson.Playable() || lesson.Run.Recording == nil {
		t.Fatal("cannot be played, or is not recorded: see pairs check")
	}
	needless, err := player.Needless(t.Context(), lesson)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range needless {
		t.Error(problem)
	}
	if err := play.Unmet(lesson); err != nil {
		need.Skip(t, "not played: %v", err)
	}
	for _, mix := range play.Mixes(len(lesson.Run.Roles())) {
		t.Run(mix.String(), func(t *testing.T) {
			playtest.Together(t)
			result, err := player.Play(t.Context(), lesson, mix, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range append(result.Failures(), result.Compare(lesson.Run.Recording)...) {
				t.Error(problem)
			}
		})
	}
	verifyFaults(t, player, lesson)
}

// verifyFaults plays what a lesson claims to survive.
func verifyFaults(t *testing.T, player *play.Player, lesson *book.Lesson) {
	if len(lesson.Run.Survives) == 0 {
		return
	}
	mixes, err := fault.Mixes(lesson)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range lesson.Run.Survives {
		for _, mix := range mixes {
			t.Run(name+"/"+mix.String(), func(t *testing.T) {
				playtest.Together(t)
				result, err := fault.Play(t.Context(), player, lesson, mix, name, nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, problem := range append(result.Failures(), result.Compare(lesson.Run.Recording.Fault(name))...) {
					t.Error(problem)
				}
			})
		}
	}
}

func TestScripts(t *testing.T) {
	playtest.Together(t)
	root, b := playtest.Load(t, "testdata/scripts.txtar")
	playtest.Modes(t, func(t *testing.T, private bool) {
		player := playtest.Player(t, root, private)
		player.Silence = 10 * time.Second
		if err := player.Build(t.Context(), b.Lessons...); err != nil {
			t.Fatal(err)
		}
		for _, lesson := range b.Lessons {
			for _, mix := range play.Mixes(len(lesson.Run.Roles())) {
				t.Run(lesson.ID+"/"+mix.String(), func(t *testing.T) {
					result, err := player.Play(t.Context(), lesson, mix, nil)
					if err != nil {
						t.Fatal(err)
					}
					for _, problem := range append(result.Failures(), result.Compare(lesson.Run.Recording)...) {
						t.Error(problem)
					}
				})
			}
		}
	})
}

// A program is stopped after its last line, also where no recording says how
// many there are.
func TestSettlingWithoutARecording(t *testing.T) {
	playtest.Together(t)
	if runtime.GOOS != "linux" {
		need.Skip(t, "that a program is stopped after its last line was not verified: this system does not show when one waits")
	}
	root, b := playtest.Load(t, "testdata/scripts.txtar")
	lesson := b.Lesson("settled")
	player := playtest.Player(t, root, playtest.NotPrivate == nil)
	if err := player.Build(t.Context(), lesson); err != nil {
		t.Fatal(err)
	}
	recording := lesson.Run.Recording
	lesson.Run.Recording = nil
	for _, mix := range play.Mixes(len(lesson.Run.Roles())) {
		result, err := player.Play(t.Context(), lesson, mix, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range append(result.Failures(), result.Compare(recording)...) {
			t.Errorf("%v: %v", mix, problem)
		}
	}
}

func TestLinesAreObservedAsTheyCome(t *testing.T) {
	root, b := playtest.Load(t, "testdata/scripts.txtar")
	player := playtest.Player(t, root, playtest.NotPrivate == nil)
	lesson := b.Lesson("named")
	if err := player.Build(t.Context(), lesson); err != nil {
		t.Fatal(err)
	}
	var seen []string
	if _, err := player.Play(t.Context(), lesson, play.Mix{book.Python, book.Go}, func(l play.Line) {
		seen = append(seen, l.Name+": "+l.Text)
	}); err != nil {
		t.Fatal(err)
	}
	first := slices.Index(seen, "server: listening on 127.0.0.1:8089")
	if first != 0 || !slices.Contains(seen, "ann: I am ann") {
		t.Errorf("observed %q", seen)
	}
}

func TestDifferences(t *testing.T) {
	root, b := playtest.Load(t, "testdata/faulty.txtar")
	player := playtest.Player(t, root, playtest.NotPrivate == nil)
	if err := player.Build(t.Context(), b.Lessons...); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		lesson, mix string
		want        []string // in this order
	}{
		{"word", "py", nil},
		{"word", "go", []string{"snippets/word/one/one.go:1: one prints other than recorded, with one in Go\n\tline 2 recorded: two\n\tline 2 printed: too"}},
		{"exit", "py", []string{"snippets/exit/one/one.py:1: one ended with exit status 3, with one in Python"}},
		{"stderr", "py", []string{"snippets/stderr/one/one.py:1: one wrote to standard error, with one in Python\n\toh"}},
		{"stderr", "go", []string{"snippets/stderr/one/one.go:3: one ended with exit status 2, with one in Go\n\tpanic: oh"}},
	}
	for _, test := range tests {
		t.Run(test.lesson+" in "+test.mix, func(t *testing.T) {
			mix, err := play.ParseMix(test.mix, 1)
			if err != nil {
				t.Fatal(err)
			}
			lesson := b.Lesson(test.lesson)
			result, err := player.Play(t.Context(), lesson, mix, nil)
			if err != nil {
				t.Fatal(err)
			}
			problems := append(result.Failures(), result.Compare(lesson.Run.Recording)...)
			if len(problems) != len(test.want) {
				t.Fatalf("got %v, want %q", problems, test.want)
			}
			for i, want := range test.want {
				if !strings.HasPrefix(problems[i].String(), want) {
					t.Errorf("got %q, want %q", problems[i], want)
				}
			}
		})
	}
}

// TestNothingStaysBehind plays programs that never end.
func TestNothingStaysBehind(t *testing.T) {
	playtest.Together(t)
	root, b := playtest.Load(t, "testdata/endless.txtar")
	playtest.Modes(t, func(t *testing.T, private bool) {
		player := playtest.Player(t, root, private)
		player.Silence = 1500 * time.Millisecond
		if err := player.Build(t.Context(), b.Lessons...); err != nil {
			t.Fatal(err)
		}
		lesson := b.Lesson("endless")
		for _, mix := range play.Mixes(1) {
			var programs pids
			_, err := player.Play(t.Context(), lesson, mix, programs.note)
			if err == nil || !strings.Contains(err.Error(), "one neither listened nor ended; nothing has moved for 1.5s, with one in ") {
				t.Errorf("%v: got the error %v", mix, err)
			}
			programs.wantGone(t)
		}
	})
	t.Run("when interrupted", func(t *testing.T) {
		player := playtest.Player(t, root, playtest.NotPrivate == nil)
		ctx, cancel := context.WithCancel(t.Context())
		var programs pids
		_, err := player.Play(ctx, b.Lesson("endless"), play.Mix{book.Python}, func(l play.Line) {
			programs.note(l)
			cancel()
		})
		if err == nil {
			t.Error("no error")
		}
		programs.wantGone(t)
	})
}

// pids collects process ids from lines "pid 123".
type pids struct {
	mu  sync.Mutex
	all []int
}

func (p *pids) note(l play.Line) {
	var pid int
	if _, err := fmt.Sscanf(l.Text, "pid %d", &pid); err == nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.all = append(p.all, pid)
	}
}

func (p *pids) wantGone(t *testing.T) {
	t.Helper()
	if len(p.all) == 0 {
		t.Error("no program told its process id")
	}
	// A killed process that its parent cannot wait for goes a little later.
	late := time.Now().Add(5 * time.Second)
	for _, pid := range p.all {
		for alive(pid) && time.Now().Before(late) {
			runtime.Gosched()
		}
		if alive(pid) {
			t.Errorf("process %d is still there", pid)
		}
	}
}

func TestMixes(t *testing.T) {
	var got []string
	for _, mix := range play.Mixes(2) {
		got = append(got, mix.String())
	}
	if want := []string{"py,py", "py,go", "go,py", "go,go"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := len(play.Mixes(3)); n != 8 {
		t.Errorf("three roles have %d mixes", n)
	}
	for _, text := range []string{"go", "go,py,go", "go,c", ""} {
		if mix, err := play.ParseMix(text, 2); err == nil {
			t.Errorf("%q was read as %v", text, mix)
		}
	}
}

func TestMaskPorts(t *testing.T) {
	recorded := "from 127.0.0.1:{port 1} to 127.0.0.1:8089\nend\n"
	for printed, want := range map[string]string{
		"from 127.0.0.1:50123 to 127.0.0.1:8089\nend\n": recorded,
		"from 127.0.0.2:50123 to 127.0.0.1:8089\nend\n": "from 127.0.0.2:50123 to 127.0.0.1:8089\nend\n",
		"from 127.0.0.1:50123 to 127.0.0.1:8088\n":      "from 127.0.0.1:50123 to 127.0.0.1:8088\n",
	} {
		if got := play.MaskPorts(printed, recorded); got != want {
			t.Errorf("%q became %q, want %q", printed, got, want)
		}
	}
}

// TestCapturesShowWhatIsAsserted wants that the packets that a page draws are
// those of a run with the bytes that are asserted.
func TestCapturesShowWhatIsAsserted(t *testing.T) {
	for _, lesson := range book.Load(os.DirFS("../..")).Lessons {
		t.Run(lesson.ID, func(t *testing.T) {
			recording := lesson.Run.Recording
			if recording == nil || recording.Wire == "" {
				t.Fatal("no wire is recorded")
			}
			packets, err := wire.ReadPcapng(bytes.NewReader(lesson.Run.Capture))
			if err != nil {
				t.Fatal(err)
			}
			talks := wire.Conversations(wire.Segments(packets))
			if got := wire.Transcript(talks, wire.NamePorts(talks, wire.LinuxPorts())); got != recording.Wire {
				t.Errorf("the capture shows\n%s\nthe recording says\n%s", got, recording.Wire)
			}
		})
	}
}

// TestAProgramMayNotSayTooEarlyThatItListens plays programs that say so before
// they do, or at another address.
func TestAProgramMayNotSayTooEarlyThatItListens(t *testing.T) {
	if playtest.NotPrivate != nil {
		need.Skip(t, "that programs listen when they say so was not verified: %v", playtest.NotPrivate)
	}
	root, b := playtest.Load(t, "testdata/hasty.txtar")
	player := playtest.Player(t, root, true)
	player.Silence = 5 * time.Second // for programs that are believed
	if err := player.Build(t.Context(), b.Lessons...); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"early": `one printed "listening on 127.0.0.1:8089", but the kernel has no such tcp socket`,
		"vague": `one printed "bound to a port", but "a port" is no address with a port`,
	} {
		for _, mix := range play.Mixes(2) {
			_, err := player.Play(t.Context(), b.Lesson(id), mix, nil)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s in %v: got %v, want %q", id, mix, err, want)
			}
		}
	}
}
