package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"socketpairs/tools/book"
)

// indexPage is one page in the index of the search: search.js reads it as an
// array.
type indexPage struct {
	address string // relative to the site's folder
	title   string
	words   string // by which people ask for it, besides those that it shows
	places  []indexPlace
}

// indexPlace is a place of a page that a result opens.
type indexPlace struct {
	id    string // empty for the top of the page
	label string // what a result calls the place; empty for the top
	text  string // with line feeds between blocks, and as they are in code
}

// MarshalJSON implements json.Marshaler: an array is shorter than an object.
func (p indexPage) MarshalJSON() ([]byte, error) {
	return marshal([]any{p.address, p.title, p.words, p.places})
}

// MarshalJSON implements json.Marshaler.
func (p indexPlace) MarshalJSON() ([]byte, error) {
	return marshal([]string{p.id, p.label, p.text})
}

// marshal is json.Marshal without its care for HTML, which costs space.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// searchIndex returns the script that holds what the search looks through:
// the text of each lesson's page, then of all other pages, as they show it,
// and each program by its steps. It is a script because pages that are read
// from a disk cannot fetch.
func (r *Renderer) searchIndex(s *site, files map[string][]byte) ([]byte, error) {
	names := s.pageNames(files)
	entries := make([]*indexEntry, len(names))
	errs := make([]error, len(names))
	book.InParallel(len(names), func(i int) {
		entries[i] = &indexEntry{page: files[names[i]]}
		if source := s.book.Page(strings.TrimSuffix(names[i], ".html")); source != nil {
			entries[i].words = source.Words
		}
		if i < len(s.book.Lessons) {
			entries[i].lesson = s.book.Lessons[i]
		}
		errs[i] = entries[i].write(names[i], r.entries[names[i]])
	})
	if err := joinErrors(errs); err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	texts := make([][]byte, len(entries))
	for i, entry := range entries {
		r.entries[names[i]], texts[i] = entry, entry.text
	}
	// A line for each page keeps differences readable.
	return slices.Concat([]byte("var searchIndex = ["), bytes.Join(texts, []byte(",\n")), []byte("];\n")), nil
}

// indexEntry is a page's entry in the index, and what it is made from.
type indexEntry struct {
	page   []byte
	words  string       // of the page's source
	lesson *book.Lesson // nil where the page is not a lesson's
	text   []byte
}

// write makes the entry's text, or takes it from the entry that was made for
// the page before, or nil, if that one is right still.
func (e *indexEntry) write(address string, before *indexEntry) (err error) {
	if before != nil && bytes.Equal(e.page, before.page) && e.words == before.words && e.hasLessonOf(before) {
		e.text = before.text
		return nil
	}
	page := newIndexPage(address, e.page)
	page.words = e.words
	if e.lesson != nil {
		page.title = fmt.Sprintf("%d. %s", e.lesson.Number, e.lesson.Title)
		page.places = append(page.places, codePlaces(e.lesson)...)
	}
	e.text, err = marshal(page)
	e.text = bytes.TrimSpace(e.text)
	return err
}

func (e *indexEntry) hasLessonOf(before *indexEntry) bool {
	if e.lesson == nil || before.lesson == nil {
		return e.lesson == before.lesson
	}
	return e.lesson.SameFiles(before.lesson) && e.lesson.Number == before.lesson.Number
}

// pageNames returns the pages that are indexed: the lessons in their order,
// then the others by name. The home page is left out, which says what the
// lessons' pages say, and so is the page for an address that is not there.
func (s *site) pageNames(files map[string][]byte) []string {
	var lessons, others []string
	for _, lesson := range s.book.Lessons {
		lessons = append(lessons, lesson.ID+".html")
	}
	out := map[string]bool{"index.html": true, "404.html": true}
	for _, name := range lessons {
		out[name] = true
	}
	for name := range files {
		if path.Ext(name) == ".html" && !out[name] {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return append(lessons, others...)
}

// codePlaces returns a lesson's programs by their steps.
func codePlaces(lesson *book.Lesson) []indexPlace {
	var places []indexPlace
	for _, pair := range lesson.Pairs {
		for _, program := range pair.Programs() {
			lines := bytes.SplitAfter(program.Source, []byte("\n"))
			for _, row := range pair.Rows {
				for _, block := range row.Blocks(program.Language) {
					code := bytes.Join(lines[block.FirstLine-1:block.LastLine], nil)
					places = append(places, newCodePlace(pair, program, block, code))
				}
			}
		}
	}
	return places
}

func newCodePlace(pair *book.Pair, program *book.Program, block book.Block, code []byte) indexPlace {
	place := indexPlace{
		id:    pair.Role,
		label: path.Base(program.Path) + ", " + blockName(block),
		text:  string(bytes.TrimSpace(code)),
	}
	if block.From > 0 {
		place.id = book.StepID(pair.Role, block.From)
	}
	return place
}
