// Package render turns the course into the files of the site: pages, style,
// script, and the programs for download.
//
// It is not a site generator for others, it checks no rules and it writes
// nothing: package book has checked what comes in, package publish writes
// what goes out. Everything is a pure function of the Book and the theme (a
// folder of templates, styles and scripts, given as an fs.FS so that a
// server can show edits): no clock, no network, no environment, no map order.
package render

import (
	"errors"
	"io/fs"
	"slices"

	"socketpairs/tools/book"
)

// site is what all pages share.
type site struct {
	book     *book.Book
	theme    *theme
	listings *listings
	facts    facts
}

// facts are what the text of any lesson may show of the rest of the course.
// When one changes, all texts are made anew.
type facts struct {
	faults string // the page that explains the faults; see faultsPage
}

func newSite(b *book.Book, t *theme, l *listings) *site {
	s := &site{book: b, theme: t, listings: l}
	s.facts = facts{faults: s.faultsPage()}
	return s
}

// file is one result, by its path in the site.
type file struct {
	path    string
	content []byte
}

// Site renders the course: the content of each file of the site by its
// slash-separated path. The Book must have passed Check. All that is wrong
// with the theme or a page is in the error, each with its place; the files
// are nil then.
func Site(b *book.Book, themeFS fs.FS) (map[string][]byte, error) {
	r := NewRenderer()
	r.once = true
	return r.Site(b, themeFS)
}

// joinErrors joins errors, each message once: a fault of the theme shows on
// every page.
func joinErrors(errs []error) error {
	var different []error
	seen := map[string]bool{}
	for _, err := range errs {
		if err != nil && !seen[err.Error()] {
			seen[err.Error()] = true
			different = append(different, err)
		}
	}
	return errors.Join(different...)
}

// sharedFiles returns the files that belong to no lesson.
func (s *site) sharedFiles() ([]file, error) {
	home, homeErr := s.homePage()
	missing, missingErr := s.missingPage()
	glossary, glossaryErr := s.glossaryFiles()
	files := append(glossary, file{"index.html", home}, file{"404.html", missing})
	for name, content := range s.theme.assets {
		if name == "style.css" {
			content = slices.Concat(content, placement(s.book))
		}
		files = append(files, file{name, content})
	}
	return files, joinErrors([]error{homeErr, missingErr, glossaryErr})
}

// lessonFiles returns a lesson's page, its programs and its packets.
func lessonFiles(lesson *book.Lesson, page []byte) []file {
	files := []file{{lesson.ID + ".html", page}}
	for _, program := range lesson.Programs() {
		files = append(files, file{program.Path, program.Source})
	}
	if capture := lesson.Run.Capture; capture != nil {
		files = append(files, file{lesson.Run.CapturePath(), capture})
	}
	return files
}
