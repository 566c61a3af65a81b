package rule

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
	Rule    string // the name of the Rule that is broken; empty if it is about a run, which has none
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

// Problems collects them.
type Problems []Problem

// Report adds a problem, which names the rule that is broken.
func (p *Problems) Report(path string, line int, rule, format string, args ...any) {
	*p = append(*p, Problem{path, line, rule, fmt.Sprintf(format, args...)})
}

// File collects the problems of one file.
type File struct {
	Path string
	Problems
}

// Report adds a problem of the file.
func (f *File) Report(line int, rule, format string, args ...any) {
	f.Problems.Report(f.Path, line, rule, format, args...)
}

// List writes the names of a table's rows, for a problem that says what there
// is.
func List[Kind any](kinds []Kind, name func(Kind) string) string {
	var names []string
	for _, kind := range kinds {
		names = append(names, name(kind))
	}
	return strings.Join(names, ", ")
}
