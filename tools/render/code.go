package render

import (
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

// codeNames are the names of a code cell's languages for readers.
var codeNames = map[string]string{"sh": "Shell", "python": "Python", "go": "Go", "diff": "Change"}

// writeCode writes code that is not a program of the lesson.
func (p *page) writeCode(w io.Writer, code book.CodeCell, body []byte) error {
	listing, err := highlight(code.Language, body)
	if err != nil {
		return err
	}
	return p.site.theme.write(w, "code.html", codeView{
		cell: p.newCell("cell-code"),
		Name: codeNames[code.Language],
		HTML: template.HTML(appendPre(nil, listing.html)),
	})
}
