package render

import (
	"bytes"
	"fmt"
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
	calls    int            // in the largest drawing
	ids      map[string]int // how often an id of a cell was asked for
	listings map[*book.Program]listing
}

func newPage(s *site, lesson *book.Lesson) *page {
	return &page{site: s, lesson: lesson, ids: map[string]int{}, listings: map[*book.Program]listing{}}
}

// write renders the whole page.
func (p *page) write() ([]byte, error) {
	lesson := p.lesson
	if err := p.renderer().Render(&p.html, lesson.Source, lesson.Document()); err != nil {
		return nil, err
	}
	name := "lesson.html"
	if lesson.Part == nil {
		name = "plain.html"
	}
	return p.site.theme.page(name, lessonView{
		frame: p.site.frame(lesson.Title, lesson.Question, lesson),
		Body:  template.HTML(p.html.String()),
	})
}

// cell is what the templates of all cells need: the number in "In [1]" and
// the id that links lead to.
type cell struct {
	Number int
	ID     string
}

// newCell numbers the next cell of the page and makes its id one that no
// other cell has. Ids begin with cell-, apart from those of whole pairs,
// which lessons link to: that keeps them apart from the ids of headings.
func (p *page) newCell(id string) cell {
	p.cells++
	p.ids[id]++
	if n := p.ids[id]; n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return cell{p.cells, id}
}

// listing returns a program's highlighted source. Each is made once, however
// often the page shows it.
func (p *page) listing(program *book.Program) (listing, error) {
	if l, ok := p.listings[program]; ok {
		return l, nil
	}
	l, err := highlightProgram(program)
	if err != nil {
		return listing{}, fmt.Errorf("%s: %w", program.Path, err)
	}
	p.listings[program] = l
	return l, nil
}
