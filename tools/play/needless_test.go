package play

import (
	"os"
	"slices"
	"strings"
	"testing"

	"socketpairs/tools/book"
)

func TestNeedless(t *testing.T) {
	together(t)
	root, b := load(t, "needless.txtar")
	player := newPlayer(t, root, notPrivate == nil)
	if err := player.Build(t.Context(), b.Lessons...); err != nil {
		t.Fatal(err)
	}
	needless := func(t *testing.T, lesson *book.Lesson) []book.Problem {
		problems, err := player.Needless(t.Context(), lesson)
		if err != nil {
			t.Fatal(err)
		}
		return problems
	}
	t.Run("an order that never varies", func(t *testing.T) {
		problems := needless(t, b.Lesson("ordered"))
		if len(problems) != 1 || !strings.Contains(problems[0].Message, "unordered: talker is no longer needed") {
			t.Errorf("reported %v", problems)
		}
	})
	t.Run("an order that varies", func(t *testing.T) {
		if problems := needless(t, b.Lesson("unordered")); len(problems) > 0 {
			t.Errorf("reported %v", problems)
		}
	})
	t.Run("a need that this system lacks, and does without", func(t *testing.T) {
		lesson := *b.Lesson("ordered")
		run := *lesson.Run
		run.Needs = []string{"another system"}
		lesson.Run = &run
		problems := needless(t, &lesson)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, "needs is no longer needed") {
			t.Errorf("reported %v", problems)
		}
	})
	t.Run("a need that this system lacks, and shows", func(t *testing.T) {
		lesson := *b.Lesson("unordered")
		run, recording := *lesson.Run, *lesson.Run.Recording
		recording.Outputs = []book.Output{{Name: "talker", Text: "three\n"}}
		run.Needs, run.Unordered, run.Recording = []string{"another system"}, nil, &recording
		lesson.Run = &run
		if problems := needless(t, &lesson); len(problems) > 0 {
			t.Errorf("reported %v", problems)
		}
	})
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
