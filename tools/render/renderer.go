package render

import (
	"html/template"
	"io/fs"
	"reflect"
	"slices"

	"socketpairs/tools/book"
)

// Renderer renders the course again and again. It keeps what it made, and
// makes anew only what a change touches: the text of a lesson whose files, or
// whose theme, are others; a page whose text or frame is another; an entry of
// the search whose page is. So its files are those of Site, byte for byte,
// and a file that did not change is the same slice as before. It is not for
// use by several goroutines at once.
type Renderer struct {
	once     bool // nothing is kept for another time
	theme    *theme
	listings *listings
	lessons  map[string]*rendered   // by id
	entries  map[string]*indexEntry // by the page's address
}

// NewRenderer returns a Renderer that has rendered nothing yet.
func NewRenderer() *Renderer {
	return &Renderer{
		listings: &listings{made: map[string]madeListing{}},
		lessons:  map[string]*rendered{}, entries: map[string]*indexEntry{},
	}
}

// rendered is what a lesson gave, and what it was made from.
type rendered struct {
	lesson    *book.Lesson
	templates *template.Template
	facts     facts
	prose     prose
	view      lessonView
	page      []byte
	files     []file
}

// prose is the text of a page between its title and its end.
type prose struct {
	html template.HTML
	wide bool // it shows more of the course than its lesson and the facts
}

// Site is as the function Site. The Book must come from one Loader at every
// call: that tells which lessons did not change.
func (r *Renderer) Site(b *book.Book, themeFS fs.FS) (map[string][]byte, error) {
	t, err := loadTheme(themeFS, r.theme)
	if err != nil {
		return nil, err
	}
	r.theme = t
	s := newSite(b, t, r.listings)
	lessons, err := r.renderLessons(s)
	shared, sharedErr := s.sharedFiles()
	if err := joinErrors([]error{err, sharedErr}); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, lesson := range lessons {
		for _, f := range lesson.files {
			files[f.path] = f.content
		}
	}
	for _, f := range shared {
		files[f.path] = f.content
	}
	if files["search-index.js"], err = r.searchIndex(s, files); err != nil {
		return nil, err
	}
	return files, nil
}

// renderLessons renders all lessons and pages of text alone. It leaves out
// those that cannot be rendered.
func (r *Renderer) renderLessons(s *site) ([]*rendered, error) {
	lessons := slices.Concat(s.book.Lessons, s.book.Pages)
	results := make([]*rendered, len(lessons))
	errs := make([]error, len(lessons))
	book.InParallel(len(lessons), func(i int) {
		results[i], errs[i] = s.render(lessons[i], r.lessons[lessons[i].ID])
		if r.once && errs[i] == nil {
			results[i].prose.html, results[i].view = "", lessonView{}
			s.listings.drop(lessons[i])
		}
	})
	results = slices.DeleteFunc(results, func(result *rendered) bool { return result == nil })
	for _, result := range results {
		r.lessons[result.lesson.ID] = result
	}
	return results, joinErrors(errs)
}

// render renders one lesson, with what it gave before, or nil.
func (s *site) render(lesson *book.Lesson, before *rendered) (*rendered, error) {
	now := &rendered{lesson: lesson, templates: s.theme.templates, facts: s.facts}
	if before == nil {
		before = &rendered{lesson: &book.Lesson{}}
	}
	if before.isFrom(now) && before.facts == now.facts && !before.prose.wide {
		now.prose = before.prose
	} else {
		var err error
		if now.prose, err = s.renderProse(lesson); err != nil {
			return nil, err
		}
	}
	now.view = lessonView{s.frame(lesson.Title, lesson.Question, lesson), now.prose.html}
	if before.isFrom(now) && reflect.DeepEqual(before.view, now.view) {
		now.page, now.files = before.page, before.files
		return now, nil
	}
	name := "lesson.html"
	if lesson.Part == nil {
		name = "plain.html"
	}
	var err error
	now.page, err = s.theme.page(name, now.view)
	now.files = lessonFiles(lesson, now.page)
	return now, err
}

// isFrom reports whether both are from the same files and templates.
func (r *rendered) isFrom(now *rendered) bool {
	return r.lesson.SameFiles(now.lesson) && r.templates == now.templates
}

func (s *site) renderProse(lesson *book.Lesson) (prose, error) {
	p := newPage(s, lesson)
	err := p.write()
	return prose{template.HTML(p.html.String()), p.wide}, err
}
