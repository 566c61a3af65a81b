package render

import (
	"html/template"
	"io"
	"strings"

	"socketpairs/tools/book"
)

// callsView is what the template of a calls cell needs.
type callsView struct {
	cell
	Roles   string // "client and server"
	Drawing template.HTML
	Calls   []callView
}

// callView is one call, as a line of the list that stands for the drawing.
type callView struct {
	From, To           book.StepRef
	FromTitle, ToTitle string
	Text               string
}

// writeCalls writes who meets whom: as a drawing, and as a list.
func (p *page) writeCalls(w io.Writer, c book.CallsCell) error {
	view := callsView{cell: p.newCell("cell-calls")}
	p.calls = max(p.calls, len(c.Calls))
	for _, call := range c.Calls {
		view.Calls = append(view.Calls, callView{
			From:      call.From,
			To:        call.To,
			FromTitle: p.stepTitle(call.From),
			ToTitle:   p.stepTitle(call.To),
			Text:      call.Text,
		})
	}
	lanes := p.newLanes(c.Calls)
	var names []string
	for _, lane := range lanes {
		names = append(names, lane.role)
	}
	view.Roles = strings.Join(names, " and ")
	view.Drawing = drawCalls(lanes, c.Calls, "Who meets whom: "+view.Roles)
	return p.theme.write(w, "calls.html", view)
}

// stepTitle returns a step's title, shortened.
func (p *page) stepTitle(ref book.StepRef) string {
	for _, step := range laneSteps(p.lesson.Pair(ref.Role)) {
		if step.from <= ref.Step && ref.Step <= step.to {
			return step.title
		}
	}
	return ""
}

// newLanes returns a lane for each role that the calls name. The roles keep
// the order in which the calls name them: who speaks first stands left.
func (p *page) newLanes(calls []book.Call) []*lane {
	var lanes []*lane
	for _, call := range calls {
		for _, ref := range []book.StepRef{call.From, call.To} {
			if laneOf(lanes, ref.Role) < 0 {
				lanes = append(lanes, &lane{role: ref.Role, steps: laneSteps(p.lesson.Pair(ref.Role))})
			}
		}
	}
	return lanes
}

// laneSteps returns the steps of a pair as finely as one of its programs has
// them, with Python's words where both have a step.
func laneSteps(pair *book.Pair) []laneStep {
	var steps []laneStep
	last := 0
	if len(pair.Rows) > 0 {
		last = pair.Rows[len(pair.Rows)-1].To
	}
	for n := 1; n <= last; {
		step := finest(pair, n)
		steps = append(steps, laneStep{from: n, to: step.To, title: shortTitle(step.Title)})
		n = step.To + 1
	}
	return steps
}

// finest returns the step that covers number n and fewest others.
func finest(pair *book.Pair, n int) book.Step {
	best := book.Step{From: n, To: n}
	found := false
	for _, program := range pair.Programs() {
		for _, step := range program.Steps {
			covers := step.From <= n && n <= step.To
			if covers && (!found || step.To-step.From < best.To-best.From) {
				best, found = step, true
			}
		}
	}
	return best
}

// shortTitle returns a title up to its first period, colon or semicolon that
// ends a word.
func shortTitle(title string) string {
	for i, r := range title {
		ends := i+1 == len(title) || title[i+1] == ' '
		if ends && (r == '.' || r == ':' || r == ';') {
			return title[:i]
		}
	}
	return title
}
