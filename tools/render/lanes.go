package render

import (
	"slices"

	"socketpairs/tools/book"
)

// lane is one role's column of a drawing: its steps, from top to bottom.
type lane struct {
	role   string
	steps  []laneStep
	again  []*laneStep // steps that later calls go back to, drawn once more
	latest *laneStep   // the last one that has a row; nil before the first
	next   int         // the first step that has no row yet
	free   int         // the first row that holds nothing yet
}

// laneStep is one step in a lane. It stands in a row, and as many calls as
// meet it make it that many rows high.
type laneStep struct {
	from, to int // step numbers
	title    string
	row      int
	calls    []int // that meet it, from 1
}

// arrow is a call between two lanes, in a row of its own.
type arrow struct {
	from, to int // lanes
	row      int
	text     string
}

func laneOf(lanes []*lane, role string) int {
	return slices.IndexFunc(lanes, func(l *lane) bool { return l.role == role })
}

// index returns which step covers a number.
func (l *lane) index(number int) int {
	return slices.IndexFunc(l.steps, func(s laneStep) bool { return s.from <= number && number <= s.to })
}

// reach gives rows to the steps before a number.
func (l *lane) reach(number int) {
	for i := l.index(number); l.next < i; {
		l.put(l.free)
	}
}

// put gives a row to the next step.
func (l *lane) put(row int) {
	l.latest = &l.steps[l.next]
	l.latest.row = row
	l.next++
	l.free = row + 1
}

// meet lets the step with a number stand in a row, reach down to it, or be
// drawn once more there, if others stand between.
func (l *lane) meet(number, row, call int) {
	step := l.steps[l.index(number)]
	switch {
	case l.index(number) == l.next:
		l.put(row)
	case l.latest.from != step.from:
		l.latest = &laneStep{from: step.from, to: step.to, title: step.title, row: row}
		l.again = append(l.again, l.latest)
	}
	l.latest.calls = append(l.latest.calls, call)
}

// arrange gives every step its row and returns the arrows. It goes through
// the calls in order and draws each one level, below all that came before in
// the lanes that it touches.
func arrange(lanes []*lane, calls []book.Call) (arrows []arrow, rows int) {
	for i, call := range calls {
		arrows = append(arrows, placeCall(lanes, call, i+1))
	}
	for _, lane := range lanes {
		for lane.next < len(lane.steps) {
			lane.put(lane.free)
		}
		rows = max(rows, lane.free)
	}
	return arrows, rows
}

func placeCall(lanes []*lane, call book.Call, number int) arrow {
	a := arrow{from: laneOf(lanes, call.From.Role), to: laneOf(lanes, call.To.Role), text: call.Text}
	from, to := lanes[a.from], lanes[a.to]
	from.reach(call.From.Step)
	to.reach(call.To.Step)
	crossed := lanes[min(a.from, a.to) : max(a.from, a.to)+1]
	for _, lane := range crossed {
		a.row = max(a.row, lane.free)
	}
	for _, lane := range crossed {
		lane.free = a.row + 1 // room for the arrow between its steps
	}
	from.meet(call.From.Step, a.row, number)
	to.meet(call.To.Step, a.row, number)
	return a
}
