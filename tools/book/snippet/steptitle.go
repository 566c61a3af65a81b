package snippet

import (
	"slices"
	"strings"
	"unicode"

	"socketpairs/tools/book/rule"
)

// checkTitles reports each step that the two programs call by other words.
// One may say what only its language does, so half of the shorter title's
// words are enough.
func checkTitles(python, golang *Program) []rule.Problem {
	c := rule.File{Path: golang.Path}
	for _, a := range python.Steps {
		for _, b := range golang.Steps {
			if a.From == b.From && a.To == b.To && !alike(a.Title, b.Title) {
				c.Report(b.Line, "step-title", "step %d is %q here and %q in %s:%d; it is the same step, so say the same of it",
					b.From, b.Title, a.Title, python.Path, a.Line)
			}
		}
	}
	return c.Problems
}

// alike reports whether the titles share half of the words of the shorter one.
func alike(a, b string) bool {
	short, long := titleWords(a), titleWords(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	shared := 0
	for _, word := range short {
		if slices.Contains(long, word) {
			shared++
		}
	}
	return 2*shared >= len(short)
}

// titleWords returns a title's words, each once.
func titleWords(title string) []string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return slices.Compact(words)
}
