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

// length is how long a text is.
type length struct {
	words int
	full  int // the line in which the words end that it may have; 0 if it has fewer
}

// lengthOf counts the words of a lesson's text.
func lengthOf(lesson *Lesson, document ast.Node) (l length) {
	for n := document.FirstChild(); n != nil && !isSources(n, lesson.Source); n = n.NextSibling() {
		_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
			if _, folded := n.(*Answer); folded || !entering {
				return ast.WalkSkipChildren, nil
			}
			if n.FirstChild() == nil || n.FirstChild().Type() != ast.TypeInline {
				return ast.WalkContinue, nil
			}
			l.words += len(strings.Fields(plain(spans(n, lesson.Source))))
			if l.words >= MostWords && l.full == 0 {
				l.full = lesson.Line(startOf(n.FirstChild()))
			}
			return ast.WalkSkipChildren, nil
		})
	}
	return l
}

// checkLength reports a text that is too long, where the last of the words
// stands that it may have.
func (c *textChecker) checkLength() {
	if l := c.lesson.length; l.words > MostWords {
		c.Report(l.full, "length", "the text has %d words, at most %d are for one sitting, and they end here; say less, or make two lessons of it", l.words, MostWords)
	}
}

// isSources reports whether a block is the heading of the list of sources.
func isSources(n ast.Node, source []byte) bool {
	heading, ok := n.(*ast.Heading)
	return ok && plain(spans(heading, source)) == "Sources"
}
