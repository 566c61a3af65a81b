package markup

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/rule"
)

// A Cell is a part of a page that shows code or output instead of text. It is
// written as a fenced block whose first word names its kind.
type Cell interface{ cell() }

// PairCell shows a role's two programs, or some of their steps.
type PairCell struct {
	Role     string
	From, To int // steps; 0, 0 for the whole programs
}

// RunCell shows the commands of the run and what each program printed.
type RunCell struct{}

// WireCell shows the packets of the run.
type WireCell struct{}

// CallsCell shows which step of one program meets which step of another.
type CallsCell struct{ Calls []Call }

// DemuxCell shows which socket of a server each client's segments reach.
type DemuxCell struct{ Sockets []Socket }

// FiguresCell shows how much of the course is verified, in numbers.
type FiguresCell struct{}

// RulesCell shows the rules that every course has to keep.
type RulesCell struct{}

// FaultsCell shows which faults there are, and which servers survive them.
type FaultsCell struct{}

// CodeCell shows code that is not a program of the lesson: a command to type,
// or the answer to an exercise.
type CodeCell struct {
	Language string // sh
	Title    string // for readers: Shell
}

func (PairCell) cell()    {}
func (RunCell) cell()     {}
func (WireCell) cell()    {}
func (CallsCell) cell()   {}
func (DemuxCell) cell()   {}
func (FiguresCell) cell() {}
func (RulesCell) cell()   {}
func (FaultsCell) cell()  {}
func (CodeCell) cell()    {}

// Call is one line of a calls cell: a step that meets another one.
type Call struct {
	From, To StepRef
	Text     string // what passes between them
	Line     int    // in the lesson
}

// StepRef names a step of a role's programs.
type StepRef struct {
	Role string
	Step int
}

// CellNode is a fenced block of a lesson's document that was read as a cell.
type CellNode struct {
	ast.BaseBlock
	Cell Cell
	Line int // of the opening fence, in the lesson
	Err  error
}

// KindCell is the node kind of CellNode.
var KindCell = ast.NewNodeKind("Cell")

// Kind implements ast.Node.
func (n *CellNode) Kind() ast.NodeKind { return KindCell }

// Dump implements ast.Node.
func (n *CellNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Cell": fmt.Sprintf("%#v", n.Cell)}, nil)
}

// IsRaw implements ast.Node: the lines of a cell hold no Markdown.
func (n *CellNode) IsRaw() bool { return true }

// CellKind is a kind of cell.
type CellKind struct {
	Usage string // its first line, behind the fence: the name of the kind, and words
	Shows string // for authors

	read func(words, body []string, bodyLine int) (Cell, error)
}

// Name returns the word that a cell of the kind begins with.
func (k CellKind) Name() string { return strings.Fields(k.Usage)[0] }

// CellKinds lists the kinds of cells there are, those of plain code last.
func CellKinds() []CellKind {
	return []CellKind{
		{"pair ROLE [N-M]", "the two programs of a role side by side, or their steps N to M", bare(parsePairCell)},
		{"run", "the commands to type, and what each program printed", single(RunCell{})},
		{"wire", "the packets of the run", single(WireCell{})},
		{"calls", "which step of one program meets which of another; a line each", wordless(parseCalls)},
		{"demux", "which socket of a server each client's segments reach; a line each", wordless(parseDemux)},
		{"figures", "how much of the course is verified, in numbers", single(FiguresCell{})},
		{"rules", "the rules that check finds broken, and why each is one", single(RulesCell{})},
		{"faults", "the faults there are, and the servers that survive them", single(FaultsCell{})},
		{"sh", "commands to type", code("sh", "Shell")},
		{"text", "plain text: what a terminal shows, or a dialog", code("text", "Text")},
		{"python", "Python that is not a program of the lesson", code("python", "Python")},
		{"go", "Go that is not a program of the lesson", code("go", "Go")},
		{"diff", "a change to a program of the lesson: lines with + or -, the others as they stand there", code("diff", "Change")},
	}
}

// parseCell reads the first line of a fenced block, and its body where the
// cell has one. bodyLine is the number of the body's first line.
func parseCell(info string, body []string, bodyLine int) (Cell, error) {
	words := strings.Fields(info)
	known := rule.List(CellKinds(), func(k CellKind) string { return k.Usage })
	if len(words) == 0 {
		return nil, fmt.Errorf("a fenced block without a kind; name one: %s", known)
	}
	for _, kind := range CellKinds() {
		if words[0] == kind.Name() {
			return kind.read(words[1:], body, bodyLine)
		}
	}
	return nil, fmt.Errorf("unknown cell %q; known are %s", words[0], known)
}

// code reads a cell of plain code in a language, by the name that its lexer
// has, and by that which readers know.
func code(language, title string) func(words, body []string, line int) (Cell, error) {
	return wordless(func([]string, int) (Cell, error) { return CodeCell{language, title}, nil })
}

// wordless reads a cell that takes no words after its kind.
func wordless(parse func(body []string, line int) (Cell, error)) func(words, body []string, line int) (Cell, error) {
	return func(words, body []string, line int) (Cell, error) {
		if len(words) > 0 {
			return nil, fmt.Errorf("%q is too much; this kind of cell takes no words", strings.Join(words, " "))
		}
		return parse(body, line)
	}
}

// bare reads a cell that has nothing between its fences.
func bare(parse func(words []string) (Cell, error)) func(words, body []string, line int) (Cell, error) {
	return func(words, body []string, _ int) (Cell, error) {
		if strings.TrimSpace(strings.Join(body, "")) != "" {
			return nil, errors.New("this kind of cell has no text of its own; take out the lines between its fences")
		}
		return parse(words)
	}
}

// single reads a cell that is always the same.
func single(cell Cell) func(words, body []string, line int) (Cell, error) {
	return wordless(func(body []string, line int) (Cell, error) {
		return bare(func([]string) (Cell, error) { return cell, nil })(nil, body, line)
	})
}

var stepRange = regexp.MustCompile(`^(\d{1,3})(?:-(\d{1,3}))?$`)

func parsePairCell(words []string) (Cell, error) {
	if len(words) == 0 || len(words) > 2 {
		return nil, fmt.Errorf("a pair cell names a role and, if need be, steps: pair server, or pair server 2-3")
	}
	if !rule.ValidName(words[0]) {
		return nil, fmt.Errorf("%q is not a role; name a folder of the lesson's snippets, such as server", words[0])
	}
	cell := PairCell{Role: words[0]}
	if len(words) == 1 {
		return cell, nil
	}
	m := stepRange.FindStringSubmatch(words[1])
	if m == nil {
		return nil, fmt.Errorf("%q is not a range of steps; write 2 or 2-3", words[1])
	}
	cell.From, _ = strconv.Atoi(m[1])
	cell.To = cell.From
	if m[2] != "" {
		cell.To, _ = strconv.Atoi(m[2])
	}
	if cell.From == 0 || cell.To < cell.From {
		return nil, fmt.Errorf("%q is not a range of steps; the numbers go up, from 1", words[1])
	}
	return cell, nil
}

var callLine = regexp.MustCompile(`^(\S+) (\d{1,3}) -> (\S+) (\d{1,3}) : (\S.*)$`)

func parseCalls(body []string, line int) (Cell, error) {
	const example = "client 2 -> server 4 : SYN, SYN-ACK, ACK"
	var cell CallsCell
	err := parseLines(body, line, callLine, "a call; write: "+example, func(m []string, line int) {
		from, _ := strconv.Atoi(m[2])
		to, _ := strconv.Atoi(m[4])
		cell.Calls = append(cell.Calls, Call{StepRef{m[1], from}, StepRef{m[3], to}, m[5], line})
	})
	if err == nil && len(cell.Calls) == 0 {
		err = errors.New("a calls cell without calls; write: " + example)
	}
	return cell, err
}

// parseLines reads the lines of a cell, but for empty ones, by their pattern.
// What each is, the error says.
func parseLines(body []string, line int, pattern *regexp.Regexp, what string, add func(m []string, line int)) error {
	for i, text := range body {
		text = strings.TrimSpace(text)
		if m := pattern.FindStringSubmatch(text); m != nil {
			add(m, line+i)
		} else if text != "" {
			return &lineError{line + i, fmt.Sprintf("%q is not %s", text, what)}
		}
	}
	return nil
}

// lineError is an error that knows its line better than its cell does.
type lineError struct {
	line    int
	message string
}

func (e *lineError) Error() string { return e.message }
