package rule

import "slices"

// ofPrograms are the rules that a program breaks while it is being written,
// and those that compare a text with it.
var ofPrograms = []string{
	"program-size", "white-space", "compiles", "gofmt", "standard-library", "loopback",
	"dropped-error", "send-all", "step-order", "step-pair", "step-title",
	"diff-line", "fact-lesson", "table-column",
}

// IsOfProgram reports whether a problem is one of a program that is being
// written: a page can be made all the same, and shows the program as it is.
func (p Problem) IsOfProgram() bool { return slices.Contains(ofPrograms, p.Rule) }
