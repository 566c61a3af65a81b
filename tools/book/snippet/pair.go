package snippet

import (
	"slices"

	"socketpairs/tools/book/rule"
)

// Pair is one role's program in both languages.
type Pair struct {
	Role   string // server
	Python *Program
	Go     *Program
	Rows   []Row // the steps of both side by side, see Row; nil if they have none or others

	unaligned []rule.Problem // why there are no Rows
}

// NewPair returns the pair of a role, whose programs may be missing: nil.
func NewPair(role string, python, golang *Program) *Pair {
	pair := &Pair{Role: role, Python: python, Go: golang}
	if python != nil && golang != nil {
		pair.Rows, pair.unaligned = align(python, golang)
	}
	return pair
}

// Programs lists the pair's programs, Python first, leaving out a missing one.
func (p *Pair) Programs() []*Program {
	return slices.DeleteFunc([]*Program{p.Python, p.Go}, func(program *Program) bool { return program == nil })
}

// Program returns the pair's program in a language; nil if it is missing.
func (p *Pair) Program(l Language) *Program {
	if l == Python {
		return p.Python
	}
	return p.Go
}

// LastStep returns the number of the last step; 0 without Rows.
func (p *Pair) LastStep() int {
	if p.Rows == nil {
		return 0
	}
	return p.Rows[len(p.Rows)-1].To
}

// Check reports the rules that the programs break, each by itself and both
// together.
func (p *Pair) Check() []rule.Problem {
	found := slices.Clone(p.unaligned)
	for _, program := range p.Programs() {
		found = append(found, program.check()...)
	}
	if p.Python != nil && p.Go != nil {
		found = append(found, checkTitles(p.Python, p.Go)...)
	}
	return found
}
