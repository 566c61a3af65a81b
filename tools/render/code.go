package render

import (
	"cmp"
	"fmt"
	"html/template"
	"io"

	"socketpairs/tools/book"
)

// codeView is what the template of a code cell needs.
type codeView struct {
	cell
	Name string // of the language, for readers
	HTML template.HTML
}

// codeNames are what readers know a code cell's languages by, where that is
// another word.
var codeNames = map[string]string{"sh": "Shell", "python": "Python", "go": "Go", "diff": "Change", "text": "Text"}

// writeCode writes code that is not a program of the lesson; its cell begins
// at a line of it.
func (p *page) writeCode(w io.Writer, code book.CodeCell, line int, body []byte) error {
	listing, err := highlight(code.Language, body)
	if err != nil {
		return fmt.Errorf("%s:%d: %w", p.lesson.Path, line, err)
	}
	return p.theme.write(w, "code.html", codeView{
		cell: p.newCell("cell-code"),
		Name: cmp.Or(codeNames[code.Language], code.Language),
		HTML: template.HTML(appendPre(nil, listing.html)),
	})
}
