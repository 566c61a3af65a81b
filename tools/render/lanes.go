package render

import (
	"slices"

	"socketpairs/tools/book"
)

// lane is one role's column of a drawing: its steps, from top to bottom.
type lane struct {
	role  string
	steps []laneStep
	next  int // the first step that has no row yet
	free  int // the first row that holds nothing yet
}

// laneStep is one step in a lane. It stands in a row, and as many calls as
// meet it make it that many rows high.
type laneStep struct {
	from, to int // step numbers
	title    string
	row      int
}

// arrow is a call between two lanes, from one row to another: the same one,
// where the order of the calls allows it.
type arrow struct {
	from, to       int // lanes
	fromRow, toRow int
	text           string
}

func laneOf(lanes []*lane, role string) int {
	return slices.IndexFunc(lanes, func(l *lane) bool { return l.role == role })
}

// index returns which step covers a number.
func (l *lane) index(number int) int {
	return slices.IndexFunc(l.steps, func(s laneStep) bool { return s.from <= number && number <= s.to })
}

// reach gives rows to the steps before a number, and reports whether the
// step itself can still move down, or grow down: no later one has a row.
func (l *lane) reach(number int) bool {
	for i := l.index(number); l.next < i; {
		l.put(l.free)
	}
	return l.index(number) >= l.next-1
}

// put gives a row to the next step.
func (l *lane) put(row int) {
	l.steps[l.next].row = row
	l.next++
	l.free = row + 1
}

// meet lets the step with a number stand in, or reach down to, a row.
func (l *lane) meet(number, row int) {
	if l.index(number) == l.next {
		l.put(row)
	}
	l.free = max(l.free, row+1)
}

// arrange gives every step its row and returns the arrows. It goes through
// the calls in order and draws each one level where it can, below all that
// came before; a call that goes back to an earlier step is drawn slanted.
func arrange(lanes []*lane, calls []book.Call) (arrows []arrow, rows int) {
	for _, call := range calls {
		arrows = append(arrows, placeCall(lanes, call))
	}
	for _, lane := range lanes {
		for lane.next < len(lane.steps) {
			lane.put(lane.free)
		}
		rows = max(rows, lane.free)
	}
	return arrows, rows
}

func placeCall(lanes []*lane, call book.Call) arrow {
	a := arrow{from: laneOf(lanes, call.From.Role), to: laneOf(lanes, call.To.Role), text: call.Text}
	from, to := lanes[a.from], lanes[a.to]
	fromMoves, toMoves := from.reach(call.From.Step), to.reach(call.To.Step)
	if fromMoves && toMoves {
		row := 0
		crossed := lanes[min(a.from, a.to) : max(a.from, a.to)+1]
		for _, lane := range crossed {
			row = max(row, lane.free)
		}
		for _, lane := range crossed[1 : len(crossed)-1] {
			lane.free = row + 1 // room for the arrow between its steps
		}
		from.meet(call.From.Step, row)
		to.meet(call.To.Step, row)
		a.fromRow, a.toRow = row, row
		return a
	}
	a.fromRow, a.toRow = from.rowOf(call.From.Step), to.rowOf(call.To.Step)
	return a
}

// rowOf returns the row of the step with a number, giving it one if it has
// none.
func (l *lane) rowOf(number int) int {
	i := l.index(number)
	if i == l.next {
		l.put(l.free)
	}
	return l.steps[i].row
}
