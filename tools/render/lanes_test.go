package render

import (
	"slices"
	"testing"

	"socketpairs/tools/book"
)

// newTestLanes returns lanes of four single steps each.
func newTestLanes(roles ...string) []*lane {
	var lanes []*lane
	for _, role := range roles {
		l := &lane{role: role}
		for n := 1; n <= 4; n++ {
			l.steps = append(l.steps, laneStep{from: n, to: n})
		}
		lanes = append(lanes, l)
	}
	return lanes
}

func call(from string, a int, to string, b int) book.Call {
	return book.Call{From: book.StepRef{Role: from, Step: a}, To: book.StepRef{Role: to, Step: b}}
}

func TestEachArrowStandsBelowWhatCameBeforeIt(t *testing.T) {
	for _, test := range []struct {
		name  string
		lanes []*lane
		calls []book.Call
		want  []int // the row of each arrow
	}{
		{"steps that wait for each other", newTestLanes("a", "b"),
			[]book.Call{call("a", 2, "b", 4), call("a", 3, "b", 4)}, []int{3, 4}},
		{"there and back", newTestLanes("a", "b"),
			[]book.Call{call("a", 1, "b", 1), call("b", 2, "a", 2)}, []int{0, 1}},
		{"one step, two calls", newTestLanes("a", "b"),
			[]book.Call{call("a", 1, "b", 1), call("b", 1, "a", 2)}, []int{0, 1}},
		{"back to an earlier step", newTestLanes("a", "b"),
			[]book.Call{call("a", 2, "b", 2), call("a", 1, "b", 3)}, []int{1, 2}},
		{"twice back to the same step", newTestLanes("a", "b"),
			[]book.Call{call("a", 2, "b", 1), call("a", 1, "b", 2), call("a", 1, "b", 3), call("a", 2, "b", 4)}, []int{1, 2, 3, 4}},
		{"past a lane between", newTestLanes("a", "b", "c"),
			[]book.Call{call("a", 1, "b", 1), call("a", 2, "c", 1), call("a", 3, "b", 2)}, []int{0, 1, 2}},
	} {
		t.Run(test.name, func(t *testing.T) {
			arrows, rows := arrange(test.lanes, test.calls)
			var got []int
			for _, a := range arrows {
				got = append(got, a.row)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("the arrows stand in the rows %v, want %v", got, test.want)
			}
			checkLanes(t, test.lanes, rows)
		})
	}
}

func TestAStepIsDrawnAgainWhereACallGoesBackToIt(t *testing.T) {
	lanes := newTestLanes("a", "b")
	arrange(lanes, []book.Call{
		call("a", 2, "b", 1), call("a", 1, "b", 2), call("a", 1, "b", 2), call("a", 2, "b", 3)})
	var again [][2]int // step and row
	for _, step := range lanes[0].again {
		again = append(again, [2]int{step.from, step.row})
	}
	if want := [][2]int{{1, 2}, {2, 4}}; !slices.Equal(again, want) {
		t.Errorf("steps and rows drawn again: %v, want %v", again, want)
	}
	if len(lanes[1].again) > 0 {
		t.Error("steps of the other program are drawn again, which no call goes back to")
	}
	if calls := lanes[0].again[0].calls; !slices.Equal(calls, []int{2, 3}) {
		t.Errorf("the first one meets the calls %v, want 2 and 3", calls)
	}
}

// checkLanes checks that every step has a row of its own, below the one
// before it.
func checkLanes(t *testing.T, lanes []*lane, rows int) {
	for _, l := range lanes {
		for i, step := range l.steps {
			if i > 0 && step.row <= l.steps[i-1].row || step.row >= rows {
				t.Errorf("%s: step %d stands in row %d of %d", l.role, step.from, step.row, rows)
			}
		}
	}
}

func TestShortTitle(t *testing.T) {
	for title, want := range map[string]string{
		"Create a TCP socket. It has no address yet.": "Create a TCP socket",
		"Bind it: give it an address.":                "Bind it",
		"Send 1.5 bytes to 127.0.0.1:8089":            "Send 1.5 bytes to 127.0.0.1:8089",
		"Wait;":                                       "Wait",
		"":                                            "",
	} {
		if got := shortTitle(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
}

func TestAgreementCountsTheMixes(t *testing.T) {
	for _, test := range []struct {
		roles     []string
		unordered []string
		want      string
	}{
		{[]string{"probe"}, nil, "Both languages printed exactly these lines."},
		{[]string{"server", "client", "client"}, nil, "All four mixes of languages printed exactly these lines."},
		{[]string{"a", "b", "c"}, []string{"a"}, "All eight mixes of languages printed exactly these lines; those of a may come in another order."},
		{[]string{"a", "b", "c", "d"}, nil, "All 16 mixes of languages printed exactly these lines."},
	} {
		run := &book.Run{Unordered: test.unordered}
		for _, role := range test.roles {
			run.Commands = append(run.Commands, book.Start{Role: role})
		}
		if got := agreement(run); got != test.want {
			t.Errorf("%v: %q, want %q", test.roles, got, test.want)
		}
	}
}
