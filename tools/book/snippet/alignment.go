package snippet

import (
	"fmt"
	"strings"

	"socketpairs/tools/book/rule"
)

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

// align lays the steps of two programs beside each other, or says why it
// cannot.
func align(python, golang *Program) ([]Row, []rule.Problem) {
	if found := checkSteps(python, golang); len(found) > 0 {
		return nil, found
	}
	left, right := blocks(python), blocks(golang)
	var rows []Row
	for len(left) > 0 && len(right) > 0 {
		row := Row{From: left[0].From}
		l, r := 1, 1 // how many blocks of each the row takes
		for left[l-1].To != right[r-1].To {
			if left[l-1].To < right[r-1].To {
				l++
			} else {
				r++
			}
		}
		row.To, row.Python, row.Go = left[l-1].To, left[:l:l], right[:r:r]
		left, right = left[l:], right[r:]
		rows = append(rows, row)
	}
	return rows, nil
}

// blocks cuts a program at its steps; every line is in exactly one block.
// Line 1 is always in the preamble's block, even when a step begins there.
func blocks(p *Program) []Block {
	last := p.Lines()
	all := []Block{{FirstLine: 1, LastLine: last}}
	for _, step := range p.Steps {
		all[len(all)-1].LastLine = step.Line - 1
		all = append(all, Block{From: step.From, To: step.To, FirstLine: step.Line, LastLine: last})
	}
	return all
}

// checkSteps checks that both programs have the same steps: the numbers 1, 2,
// 3 in order, where a joined step stands for its neighbors.
func checkSteps(python, golang *Program) []rule.Problem {
	var found rule.Problems
	for _, program := range []*Program{python, golang} {
		checkOrder(&found, program)
	}
	if len(found) > 0 {
		return found
	}
	checkLast(&found, python, golang)
	checkLast(&found, golang, python)
	if len(found) > 0 {
		return found
	}
	checkJoins(&found, python, golang)
	return found
}

// checkOrder reports the first step at which a program's numbers do not go up
// by one from the top of the file.
func checkOrder(p *rule.Problems, program *Program) {
	last := 0
	for _, step := range program.Steps {
		if step.To < step.From {
			p.Report(program.Path, step.Line, "step-order", "step %v runs backward", step)
			return
		}
		if step.From != last+1 {
			p.Report(program.Path, step.Line, "step-order",
				"the steps stand in the order %s; number them 1, 2, 3 from the top of the file to its end", numbers(program.Steps))
			return
		}
		last = step.To
	}
	if last == 0 {
		p.Report(program.Path, 1, "step-order", "no steps; mark them with comments such as: %s 1. Create a socket.", program.Language.comment())
	}
}

// numbers writes the numbers of steps as their comments have them.
func numbers(steps []Step) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(steps), " ", ", "), "[]")
}

// checkLast reports the first step that a program, whose last is another, lacks
// and the other has.
func checkLast(p *rule.Problems, program, other *Program) {
	last := program.Steps[len(program.Steps)-1]
	for _, step := range other.Steps {
		if step.To > last.To {
			p.Report(program.Path, last.Line, "step-pair", "step %d is missing here; %s has it in line %d", last.To+1, other.Path, step.Line)
			return
		}
	}
}

// checkJoins reports joined steps that overlap without one holding the other:
// they could not stand beside each other.
func checkJoins(p *rule.Problems, python, golang *Program) {
	for _, a := range python.Steps {
		for _, b := range golang.Steps {
			if a.From < b.From && b.From <= a.To && a.To < b.To || b.From < a.From && a.From <= b.To && b.To < a.To {
				p.Report(golang.Path, b.Line, "step-pair", "steps %v overlap steps %v of %s:%d; join the same numbers, or one inside the other",
					b, a, python.Path, a.Line)
			}
		}
	}
}
