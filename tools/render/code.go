package render

import (
	"fmt"
	"html/template"
	"io"

	"socketpairs/tools/book/markup"
)

// codeView is what the template of a code cell needs.
type codeView struct {
	cell
	Name string // of the language, for readers
	HTML template.HTML
}

// writeCode writes code that is not a program of the lesson; its cell begins
// at a line of it.
func (p *page) writeCode(w io.Writer, code markup.CodeCell, line int, body []byte) error {
	listing, err := highlight(code.Language, body)
	if err != nil {
		return fmt.Errorf("%s:%d: %w", p.lesson.Path, line, err)
	}
	return p.theme.write(w, "code.html", codeView{
		cell: p.newCell("cell-code"),
		Name: code.Title,
		HTML: template.HTML(appendPre(nil, listing.html)),
	})
}
