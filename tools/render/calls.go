package render

import (
	"io"
	"slices"

	"socketpairs/tools/book"
	"socketpairs/tools/book/markup"
)

// callsView is what the template of a calls cell needs.
type callsView struct {
	cell
	Calls []callView // in the order of time
}

// callView is one call: a step that meets another one. style.css draws it as
// an arrow.
type callView struct {
	From, To stepView
	Text     string // what passes between them
	Back     bool   // from right to left
}

// stepView names a step of a role's programs.
type stepView struct {
	markup.StepRef
	Title string
}

// writeCalls writes who meets whom. The roles have their sides in the order in
// which the calls name them: who speaks first stands left.
func (p *page) writeCalls(w io.Writer, c markup.CallsCell) error {
	view := callsView{cell: p.newCell("cell-calls")}
	var roles []string
	for _, call := range c.Calls {
		roles = append(roles, call.From.Role, call.To.Role)
		view.Calls = append(view.Calls, callView{
			From: p.step(call.From),
			To:   p.step(call.To),
			Text: call.Text,
			Back: slices.Index(roles, call.From.Role) > slices.Index(roles, call.To.Role),
		})
	}
	return p.theme.write(w, "calls.html", view)
}

func (p *page) step(ref markup.StepRef) stepView {
	return stepView{ref, shortTitle(finest(p.lesson.Pair(ref.Role), ref.Step).Title)}
}

// finest returns the step that covers number n and fewest others: with
// Python's words where both programs have it.
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
