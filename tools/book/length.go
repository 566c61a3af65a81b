package book

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// MostWords is how long the text of a lesson may be: one sitting, with the
// programs that are read and run beside it. The text is all that a reader goes
// through in order; programs and other code blocks, folded answers and the
// list of sources are not.
const MostWords = 1200

// checkLength reports a text that is too long, where the last of the words
// stands that it may have. It returns how many there are.
func (c *textChecker) checkLength(document ast.Node) int {
	words, line := 0, 0
	for n := document.FirstChild(); n != nil && !isSources(n, c.lesson.Source); n = n.NextSibling() {
		_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
			if _, folded := n.(*Answer); folded || !entering {
				return ast.WalkSkipChildren, nil
			}
			if n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline {
				words += len(strings.Fields(plain(spans(n, c.lesson.Source))))
				if words >= MostWords && line == 0 {
					line = c.lesson.Line(startOf(n.FirstChild()))
				}
				return ast.WalkSkipChildren, nil
			}
			return ast.WalkContinue, nil
		})
	}
	if words > MostWords {
		c.Report(line, "length", "the text has %d words, at most %d are for one sitting, and they end here; say less, or make two lessons of it", words, MostWords)
	}
	return words
}

// isSources reports whether a block is the heading of the list of sources.
func isSources(n ast.Node, source []byte) bool {
	heading, ok := n.(*ast.Heading)
	return ok && plain(spans(heading, source)) == "Sources"
}
