package book

import "github.com/yuin/goldmark/ast"

// Callout is a block quote that begins with a marker such as [!TRAP].
type Callout struct {
	ast.BaseBlock
	Name    string // PREDICT, TRAP, DIFFERENCE, EXERCISE, ASSIGNMENT, SYSTEMS
	ID      string // of an exercise or assignment; empty for others
	Minutes int    // that an exercise or assignment takes; 0 if none are named
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

// calloutKinds are the kinds of callouts, and what each is for.
var calloutKinds = []struct{ name, says string }{
	{"PREDICT", "a question that the reader answers before reading on; its answer is folded"},
	{"TRAP", "what is often said or done, and what is true"},
	{"DIFFERENCE", "where Python and Go behave otherwise"},
	{"EXERCISE", "a change to the programs, with the minutes that a student needs"},
	{"ASSIGNMENT", "something to make and to hand in, and how it is judged; with minutes, too"},
	{"SYSTEMS", "what differs on Linux, macOS and Windows, and what was run"},
}

// CalloutNames lists the names that a callout may have.
func CalloutNames() []string {
	var names []string
	for _, kind := range calloutKinds {
		names = append(names, kind.name)
	}
	return names
}
