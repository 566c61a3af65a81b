package book

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

// stepMark matches the text of a comment that begins a step: "1. Create",
// "1-3. Listen creates".
var stepMark = regexp.MustCompile(`^(\d{1,3})(?:-(\d{1,3}))?\. (\S.*)$`)

// scanSteps finds the numbered comments of a program. A step's comment stands
// on a line of its own; what is not one is passed over, so scanSteps has no
// errors: the rules about numbers are checked by Check.
func scanSteps(source []byte, language Language) []Step {
	var steps []Step
	number := 0
	for line := range bytes.Lines(source) {
		number++
		text, ok := strings.CutPrefix(strings.TrimSpace(string(line)), language.comment()+" ")
		if !ok {
			continue
		}
		if m := stepMark.FindStringSubmatch(text); m != nil {
			steps = append(steps, newStep(m, number))
		}
	}
	return steps
}

func newStep(m []string, line int) Step {
	from, _ := strconv.Atoi(m[1]) // the pattern holds one to three digits
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	return Step{From: from, To: to, Line: line, Title: m[3]}
}

// StepID returns the id of a step's place in its lesson's page: server-2.
func StepID(role string, step int) string { return role + "-" + strconv.Itoa(step) }

// Row is one row of blocks in a pair's two columns. The columns of a row
// begin and end with the same step numbers, so that rows can be stacked on a
// narrow page; within a row one language may have joined what the other has
// as several steps. The row with From 0 is the preamble.
type Row struct {
	From, To int
	Python   []Block
	Go       []Block
}

// Block is a run of whole lines of one program: a step, or what stands before
// step 1. It covers the numbers From to To, 0 for the preamble.
type Block struct {
	From, To            int
	FirstLine, LastLine int // from 1, both included
}

// Blocks returns the row's blocks in a language.
func (r Row) Blocks(l Language) []Block {
	if l == Python {
		return r.Python
	}
	return r.Go
}

// alignRows lays the steps of two programs beside each other. It needs both
// programs, and steps that Check finds nothing wrong with; otherwise it
// returns nil.
func alignRows(pair *Pair) []Row {
	if pair.Python == nil || pair.Go == nil || len(checkSteps(pair)) > 0 {
		return nil
	}
	python, golang := blocks(pair.Python), blocks(pair.Go)
	var rows []Row
	for len(python) > 0 && len(golang) > 0 {
		row := Row{From: python[0].From}
		p, g := 1, 1 // how many blocks of each the row takes
		for python[p-1].To != golang[g-1].To {
			if python[p-1].To < golang[g-1].To {
				p++
			} else {
				g++
			}
		}
		row.To, row.Python, row.Go = python[p-1].To, python[:p:p], golang[:g:g]
		python, golang = python[p:], golang[g:]
		rows = append(rows, row)
	}
	return rows
}

// blocks cuts a program at its steps; every line is in exactly one block.
// Line 1 is always in the preamble's block, even when a step begins there.
func blocks(p *Program) []Block {
	last := bytes.Count(p.Source, []byte("\n"))
	all := []Block{{FirstLine: 1, LastLine: last}}
	for _, step := range p.Steps {
		all[len(all)-1].LastLine = step.Line - 1
		all = append(all, Block{From: step.From, To: step.To, FirstLine: step.Line, LastLine: last})
	}
	return all
}
