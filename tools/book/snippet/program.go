// Package snippet is a role of a lesson: one program in Python and one in Go,
// which have the same numbered steps and stand beside each other.
//
// It reads programs and judges them by their text. It runs and compiles none,
// and knows nothing of the lesson that they belong to; package book reads the
// files. Begin at NewPair, then Pair.Check.
package snippet

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"socketpairs/tools/book/rule"
)

// Language is one of the two languages of the course.
type Language int

// The languages, in the order in which a page shows them.
const (
	Python Language = iota
	Go
)

// Languages lists both languages in page order.
var Languages = [...]Language{Python, Go}

// String returns the language's name for readers: Python or Go.
func (l Language) String() string { return [...]string{"Python", "Go"}[l] }

// Short returns the name used in mixes, file endings and classes: py or go.
func (l Language) Short() string { return [...]string{"py", "go"}[l] }

// comment returns what starts a comment that runs to the end of its line.
func (l Language) comment() string { return [...]string{"#", "//"}[l] }

// Program is one source file that is run as it is.
type Program struct {
	Language Language
	Path     string // snippets/first-connection/server/server.py
	Source   []byte
	Steps    []Step // in the order of the file; the preamble is not a step
}

// NewProgram returns the program that a file holds, and finds its steps.
func NewProgram(language Language, path string, source []byte) *Program {
	return &Program{language, path, source, scanSteps(source, language)}
}

// Lines counts the program's lines, each of which ends.
func (p *Program) Lines() int { return bytes.Count(p.Source, []byte("\n")) }

// The size of a program: two stand side by side on a page.
const (
	MaxColumns = 72
	MaxLines   = 120
	tabColumns = 4
)

// programChecker collects the problems of one program.
type programChecker struct{ rule.File }

// check reports the rules that the program breaks by itself.
func (p *Program) check() []rule.Problem {
	c := programChecker{rule.File{Path: p.Path}}
	number := 0
	for line := range bytes.Lines(p.Source) {
		number++
		c.checkLine(number, strings.TrimSuffix(string(line), "\n"))
	}
	if lines := p.Lines(); lines > MaxLines {
		c.Report(MaxLines+1, "program-size", "%d lines; a program has at most %d", lines, MaxLines)
	}
	if p.Language == Go {
		c.checkGo(p.Source)
	} else {
		c.checkPython(p.Source)
	}
	return c.Problems
}

// An address that is not a literal one of the loopback.
var (
	nameForAddress = regexp.MustCompile(`["']localhost\b`)
	emptyHost      = regexp.MustCompile(`":\d+"|\(\s*(?:""|'')\s*,`)
)

func (c *programChecker) checkLine(number int, line string) {
	if n := columns(line); n > MaxColumns {
		c.Report(number, "program-size", "%d columns (a tab counts %d); a line has at most %d", n, tabColumns, MaxColumns)
	}
	if strings.TrimRight(line, " \t") != line {
		c.Report(number, "white-space", "white space at the end of the line; remove it")
	}
	if nameForAddress.MatchString(line) {
		c.Report(number, "loopback", "localhost is a name that may stand for several addresses; write 127.0.0.1")
	}
	if emptyHost.MatchString(line) {
		c.Report(number, "loopback", "an empty host means every address of the computer; write 127.0.0.1")
	}
}

func columns(line string) int {
	tabs := strings.Count(line, "\t")
	return utf8.RuneCountInString(line) + tabs*(tabColumns-1)
}
