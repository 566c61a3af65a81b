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

// Callouts lists the names that a callout may have.
var Callouts = []string{"PREDICT", "TRAP", "DIFFERENCE", "EXERCISE", "ASSIGNMENT", "SYSTEMS"}
