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

// page is the text of one page while it is written. It shows its lesson, the
// theme and the facts; a cell that shows more of the course asks for it.
type page struct {
	theme    *theme
	facts    facts
	lesson   *book.Lesson // but for its place in the course
	site     *site        // only for course
	wide     bool         // whether a cell asked for the course
	html     bytes.Buffer
	cells    int            // how many cells were numbered
	licensed bool           // whether the license was named
	ids      map[string]int // how often an id of a cell was asked for
	listings *listings
}

func newPage(s *site, lesson *book.Lesson) *page {
	return &page{
		theme: s.theme, facts: s.facts, listings: s.listings, lesson: lesson, site: s,
		ids: map[string]int{},
	}
}

// course returns the whole course. A page that asks for it is made anew at
// each change of any lesson.
func (p *page) course() *site {
	p.wide = true
	return p.site
}

// write renders the page's text.
func (p *page) write() error {
	return p.renderer().Render(&p.html, p.lesson.Source, p.lesson.Document())
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
