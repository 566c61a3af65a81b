package render

import (
	"bytes"
	"html/template"
	"strconv"

	"socketpairs/tools/book"
)

// lessonView is what the template of a lesson's page needs.
type lessonView struct {
	frame
	Body template.HTML
}

// page is one page while it is written.
type page struct {
	site     *site
	lesson   *book.Lesson
	html     bytes.Buffer
	cells    int            // how many cells were numbered
	ids      map[string]int // how often an id of a cell was asked for
	listings map[*book.Program]listing
}

func newPage(s *site, lesson *book.Lesson) *page {
	return &page{site: s, lesson: lesson, ids: map[string]int{}, listings: map[*book.Program]listing{}}
}

// lessonPage renders a lesson's page.
func (s *site) lessonPage(lesson *book.Lesson) ([]byte, error) {
	p := newPage(s, lesson)
	if err := p.renderer().Render(&p.html, lesson.Source, lesson.Doc); err != nil {
		return nil, err
	}
	return s.theme.page("lesson.html", lessonView{
		frame: s.frame(lesson.Title, lesson.Question, lesson),
		Body:  template.HTML(p.html.String()),
	})
}

// cell is what the templates of all cells need: the number in "In [1]" and
// the id that links lead to.
type cell struct {
	Number int
	ID     string
}

// newCell numbers the next cell of the page. The prefix keeps its id apart
// from those of headings, pairs and steps.
func (p *page) newCell(kind string) cell {
	p.cells++
	id := "cell-" + kind
	p.ids[id]++
	if n := p.ids[id]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return cell{p.cells, id}
}

// listing returns a program's highlighted source. Each is made once, however
// often the page shows it.
func (p *page) listing(program *book.Program) listing {
	l, ok := p.listings[program]
	if !ok {
		l = highlightProgram(program)
		p.listings[program] = l
	}
	return l
}
