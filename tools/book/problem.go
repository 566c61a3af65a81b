package book

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is something that a person should mend, and where.
type Problem struct {
	Path    string // slash-separated, from the project's root
	Line    int    // from 1; 0 if it is about the whole file or folder
	Rule    string // the name of the Rule that is broken; empty if the course keeps them all
	Message string // what is wrong and what to do
}

// String returns the problem as path:line: message (rule), the form that
// editors follow. A problem of a whole file points to its first line.
func (p Problem) String() string {
	text := fmt.Sprintf("%s:%d: %s", p.Path, max(p.Line, 1), p.Message)
	if p.Rule != "" {
		text += " (" + p.Rule + ")"
	}
	return text
}

// Sorted orders problems by place and drops what is said twice.
func Sorted(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(problems)
}

// problems collects them.
type problems []Problem

// report adds a problem. Each names the rule that is broken.
func (p *problems) report(path string, line int, rule, format string, args ...any) {
	*p = append(*p, Problem{path, line, rule, fmt.Sprintf(format, args...)})
}

// checker collects the problems of one file.
type checker struct {
	path string
	problems
}

func (c *checker) report(line int, rule, format string, args ...any) {
	c.problems.report(c.path, line, rule, format, args...)
}
