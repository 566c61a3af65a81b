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
	Message string // what is wrong and what to do
}

// String returns the problem as path:line: message, the form that editors
// follow. A problem of a whole file points to its first line.
func (p Problem) String() string {
	return fmt.Sprintf("%s:%d: %s", p.Path, max(p.Line, 1), p.Message)
}

// Sorted orders problems by place and drops what is said twice.
func Sorted(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(problems)
}
