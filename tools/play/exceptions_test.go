package play_test

import (
	"strings"
	"testing"

	"socketpairs/tools/book"
	"socketpairs/tools/play/playtest"
)

func TestNeedless(t *testing.T) {
	playtest.Together(t)
	root, b := playtest.Load(t, "testdata/needless.txtar")
	player := playtest.Player(t, root, playtest.NotPrivate == nil)
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
