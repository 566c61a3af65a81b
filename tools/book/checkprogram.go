package book

import (
	"bytes"
	_ "embed" // for the list of Python's modules
	"errors"
	"fmt"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"socketpairs/tools/book/rule"
)

// The size of a program: two stand side by side on a page.
const (
	maxColumns = 72
	maxLines   = 120
	tabColumns = 4
)

// programChecker collects the problems of one program.
type programChecker struct{ rule.File }

func checkPair(pair *Pair) []Problem {
	var found []Problem
	for _, program := range pair.Programs() {
		found = append(found, checkProgram(program)...)
	}
	if pair.Python != nil && pair.Go != nil {
		found = slices.Concat(found, checkSteps(pair), checkTitles(pair))
	}
	return found
}

func checkProgram(program *Program) []Problem {
	c := programChecker{rule.File{Path: program.Path}}
	number := 0
	for line := range bytes.Lines(program.Source) {
		number++
		c.checkLine(number, strings.TrimSuffix(string(line), "\n"))
	}
	if number > maxLines {
		c.Report(maxLines+1, "program-size", "%d lines; a program has at most %d", number, maxLines)
	}
	if program.Language == Go {
		c.checkGo(program.Source)
	} else {
		c.checkPython(program.Source)
	}
	return c.Problems
}

// An address that is not a literal one of the loopback.
var (
	nameForAddress = regexp.MustCompile(`["']localhost\b`)
	emptyHost      = regexp.MustCompile(`":\d+"|\(\s*(?:""|'')\s*,`)
)

func (c *programChecker) checkLine(number int, line string) {
	if n := columns(line); n > maxColumns {
		c.Report(number, "program-size", "%d columns (a tab counts %d); a line has at most %d", n, tabColumns, maxColumns)
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

// checkGo checks that a Go program compiles as far as its syntax goes, is
// formatted, and imports the standard library alone.
func (c *programChecker) checkGo(source []byte) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		c.reportSyntax(err)
		return
	}
	for _, spec := range file.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		first, _, _ := strings.Cut(name, "/")
		if strings.Contains(first, ".") || first == "socketpairs" || first == "C" {
			c.Report(files.Position(spec.Pos()).Line, "standard-library", "imports %s; programs use the standard library alone", name)
		}
	}
	if file.Name.Name != "main" {
		c.Report(files.Position(file.Package).Line, "compiles", "package %s; a program is package main", file.Name.Name)
	}
	c.checkDropped(files, file)
	if formatted, err := format.Source(source); err == nil && !bytes.Equal(formatted, source) {
		c.Report(firstDifference(source, formatted), "gofmt", "gofmt would write this otherwise; run gofmt -w on the file")
	}
}

// reportSyntax reports each error that Go's parser has found.
func (c *programChecker) reportSyntax(err error) {
	var found scanner.ErrorList
	if errors.As(err, &found) {
		for _, e := range found {
			c.Report(e.Pos.Line, "compiles", "not valid Go: %s", e.Msg)
		}
	}
}

func firstDifference(a, b []byte) int {
	line := 1
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			break
		}
		if a[i] == '\n' {
			line++
		}
	}
	return line
}

// pystdlib holds the names of sys.stdlib_module_names that every Python from
// 3.10 to 3.13 has.
//
//go:embed pystdlib.txt
var pystdlib string

// A whole line that imports, so that prose in a docstring is not taken for
// one.
var (
	importLine = regexp.MustCompile(`^\s*import ((?:[\w.]+(?: as \w+)?(?:, )?)+)\s*(?:#.*)?$`)
	fromLine   = regexp.MustCompile(`^\s*from ([\w.]+) import [\w(*]`)
)

// partSent is a call of send whose result, how much was sent, nobody looks at.
var partSent = regexp.MustCompile(`^\s*[\w.]+\.send\(`)

// checkPython checks that a Python program imports the standard library alone,
// and sends all over a stream.
func (c *programChecker) checkPython(source []byte) {
	number := 0
	isStream := !bytes.Contains(source, []byte("SOCK_DGRAM"))
	for line := range strings.Lines(string(source)) {
		number++
		if isStream && partSent.MatchString(line) {
			c.Report(number, "send-all", "send may send less than all, and the result is dropped; call sendall, or look at the result")
		}
		var modules []string
		if m := fromLine.FindStringSubmatch(line); m != nil {
			modules = []string{m[1]}
		} else if m := importLine.FindStringSubmatch(line); m != nil {
			modules = strings.Split(m[1], ", ")
		}
		for _, module := range modules {
			module, _, _ = strings.Cut(module, " ")
			first, _, _ := strings.Cut(module, ".")
			if !strings.Contains("\n"+pystdlib, "\n"+first+"\n") {
				c.Report(number, "standard-library", "imports %s; programs use the standard library alone", module)
			}
		}
	}
}

// checkSteps checks that both programs of a pair have the same steps: the
// numbers 1, 2, 3 in order, where a joined step stands for its neighbors.
func checkSteps(pair *Pair) []Problem {
	var found rule.Problems
	python, golang := checkOrder(&found, pair.Python), checkOrder(&found, pair.Go)
	if len(found) > 0 {
		return found
	}
	checkLast(&found, pair.Python, pair.Go, python, golang)
	checkLast(&found, pair.Go, pair.Python, golang, python)
	if len(found) > 0 {
		return found
	}
	checkJoins(&found, pair)
	return found
}

// checkOrder reports the first step at which a program's numbers do not go up
// by one from the top of the file, and returns the last number.
func checkOrder(p *rule.Problems, program *Program) (last int) {
	for _, step := range program.Steps {
		if step.To < step.From {
			p.Report(program.Path, step.Line, "step-order", "step %d-%d runs backward", step.From, step.To)
			return last
		}
		if step.From != last+1 {
			p.Report(program.Path, step.Line, "step-order",
				"the steps stand in the order %s; number them 1, 2, 3 from the top of the file to its end", numbers(program.Steps))
			return last
		}
		last = step.To
	}
	if last == 0 {
		p.Report(program.Path, 1, "step-order", "no steps; mark them with comments such as: %s 1. Create a socket.", program.Language.comment())
	}
	return last
}

// checkLast reports the first step that a program lacks and the other has.
func checkLast(p *rule.Problems, program, other *Program, last, otherLast int) {
	if last < otherLast {
		p.Report(program.Path, lastStepLine(program), "step-pair",
			"step %d is missing here; %s has it in line %d", last+1, other.Path, stepWith(other, last+1).Line)
	}
}

// numbers writes the numbers of steps as their comments have them.
func numbers(steps []Step) string {
	var all []string
	for _, step := range steps {
		if step.Joined() {
			all = append(all, fmt.Sprintf("%d-%d", step.From, step.To))
		} else {
			all = append(all, strconv.Itoa(step.From))
		}
	}
	return strings.Join(all, ", ")
}

// checkJoins reports joined steps that overlap without one holding the other:
// they could not stand beside each other.
func checkJoins(p *rule.Problems, pair *Pair) {
	for _, a := range pair.Python.Steps {
		for _, b := range pair.Go.Steps {
			if a.From < b.From && b.From <= a.To && a.To < b.To || b.From < a.From && a.From <= b.To && b.To < a.To {
				p.Report(pair.Go.Path, b.Line, "step-pair", "steps %d-%d overlap steps %d-%d of %s:%d; join the same numbers, or one inside the other",
					b.From, b.To, a.From, a.To, pair.Python.Path, a.Line)
			}
		}
	}
}

func stepWith(program *Program, number int) Step {
	for _, step := range program.Steps {
		if step.From <= number && number <= step.To {
			return step
		}
	}
	return Step{}
}

func lastStepLine(program *Program) int {
	if len(program.Steps) == 0 {
		return 1
	}
	return program.Steps[len(program.Steps)-1].Line
}
