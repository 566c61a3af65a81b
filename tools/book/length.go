package book

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/markup"
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
		markup.Inspect(n, func(n ast.Node) bool {
			_, folded := n.(*markup.Answer)
			if folded || n.FirstChild() == nil || n.FirstChild().Type() != ast.TypeInline {
				return !folded
			}
			l.words += len(strings.Fields(markup.Text(n, lesson.Source)))
			if l.words >= MostWords && l.full == 0 {
				l.full = lesson.Line(markup.Offset(n.FirstChild()))
			}
			return false
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
	return ok && markup.Text(heading, source) == "Sources"
}

// How fast a lesson is read, by someone to whom its words are new. These are
// estimates of ours; pages say so.
const (
	WordsAMinute = 130
	LinesAMinute = 20 // of code, in both languages
	RunMinutes   = 5  // to start the programs and to compare what they print
)

// readingMinutes estimates how long the lesson takes, without exercise and
// assignment: five minutes are the least that it tells apart.
func (l *Lesson) readingMinutes() int {
	lines := 0
	for _, program := range l.Programs() {
		lines += program.Lines()
	}
	minutes := l.length.words/WordsAMinute + lines/LinesAMinute + RunMinutes
	return (minutes + 4) / 5 * 5
}
