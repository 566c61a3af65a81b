package markup

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
