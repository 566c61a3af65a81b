package book

import (
	"github.com/yuin/goldmark/ast"
)

// Callout is a block quote that begins with a marker such as [!TRAP].
type Callout struct {
	ast.BaseBlock
	CalloutKind
	ID      string // of a task; empty for others
	Minutes int    // that a task takes; 0 if none are named
	Line    int    // of the marker, in the lesson
}

// Answer is the folded part of a callout: what follows a line "---".
type Answer struct{ ast.BaseBlock }

// The node kinds of callouts.
var (
	KindCallout = ast.NewNodeKind("Callout")
	KindAnswer  = ast.NewNodeKind("Answer")
)

// Kind implements ast.Node.
func (n *Callout) Kind() ast.NodeKind { return KindCallout }

// Dump implements ast.Node.
func (n *Callout) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Name": n.Name}, nil)
}

// Kind implements ast.Node.
func (n *Answer) Kind() ast.NodeKind { return KindAnswer }

// Dump implements ast.Node.
func (n *Answer) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// CalloutKind is a kind of callouts.
type CalloutKind struct {
	Name       string // TRAP
	Title      string // above it, for readers
	Says       string // what it is for, for authors
	IsTask     bool   // it asks something of the reader, in so many minutes
	IsAnswered bool   // it always has an answer
}

// Callouts lists the kinds of callouts.
func Callouts() []CalloutKind {
	return []CalloutKind{
		{"PREDICT", "Predict", "a question that the reader answers before reading on; its answer is folded", false, true},
		{"TRAP", "Trap", "what is often said or done, and what is true", false, false},
		{"DIFFERENCE", "Difference", "where Python and Go behave otherwise", false, false},
		{"EXERCISE", "Exercise", "a change to the programs, with the minutes that a student needs", true, false},
		{"ASSIGNMENT", "Assignment", "something to make and to hand in, and how it is judged; with minutes, too", true, false},
		{"SYSTEMS", "On other systems", "what differs on Linux, macOS and Windows, and what was run", false, false},
	}
}

// calloutKind returns the kind of a name. One that is unknown says nothing.
func calloutKind(name string) CalloutKind {
	for _, kind := range Callouts() {
		if kind.Name == name {
			return kind
		}
	}
	return CalloutKind{Name: name}
}

// Task is something that a lesson asks of its reader: an exercise or an
// assignment.
type Task struct {
	Name    string // EXERCISE, ASSIGNMENT
	ID      string // of its place in the page: exercise, exercise-half-open
	Minutes int    // that the author expects a student to need
}

// tasks collects what a document asks of its reader.
func tasks(document ast.Node) []Task {
	var all []Task
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if c, ok := n.(*Callout); ok && c.IsTask {
			all = append(all, Task{c.Name, c.ID, c.Minutes})
		}
	}
	return all
}

// checkTask checks what stands beside a callout's name.
func (c *textChecker) checkTask(n *Callout) {
	marker := partOf(n.Name)
	switch {
	case !n.IsTask && (n.ID != "" || n.Minutes != 0):
		c.Report(n.Line, "task-minutes", "%s has a label or minutes; only exercises and assignments have", marker)
	case !n.IsTask:
		return
	case n.Minutes == 0:
		c.Report(n.Line, "task-minutes", "how long does it take? write the minutes that a student needs: > %s 15 minutes", marker)
	}
	if c.once["#"+n.ID] {
		c.Report(n.Line, "task-id", "a second place with the id %s; give it a label of its own: > [!%s half-open] 15 minutes", n.ID, n.Name)
	}
	c.once["#"+n.ID] = true
}
