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
	book  *book.Book
	theme *theme
}

// file is one result, by its path in the site.
type file struct {
	path    string
	content []byte
}

// rendered is what a lesson gives.
type rendered struct {
	files []file
	calls int // in the largest drawing of its page
}

// Site renders the course: the content of each file of the site by its
// slash-separated path. The Book must have passed Check. All that is wrong
// with the theme or a page is in the error, each with its place; the files
// are nil then.
func Site(b *book.Book, themeFS fs.FS) (map[string][]byte, error) {
	t, err := loadTheme(themeFS)
	if err != nil {
		return nil, err
	}
	s := &site{book: b, theme: t}
	lessons := slices.Concat(b.Lessons, b.Pages)
	results := make([]rendered, len(lessons))
	errs := make([]error, len(lessons))
	book.InParallel(len(lessons), func(i int) {
		results[i], errs[i] = s.lessonFiles(lessons[i])
	})
	shared, err := s.sharedFiles(mostCalls(results))
	if err := joinErrors(append(errs, err)); err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, result := range append(results, rendered{files: shared}) {
		for _, f := range result.files {
			files[f.path] = f.content
		}
	}
	if files["search-index.js"], err = s.searchIndex(files); err != nil {
		return nil, err
	}
	return files, nil
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

func mostCalls(results []rendered) int {
	most := 0
	for _, result := range results {
		most = max(most, result.calls)
	}
	return most
}

// sharedFiles returns the files that belong to no lesson. Drawings have at
// most so many calls.
func (s *site) sharedFiles(calls int) ([]file, error) {
	home, homeErr := s.homePage()
	missing, missingErr := s.missingPage()
	glossary, glossaryErr := s.glossaryFiles()
	files := append(glossary, file{"index.html", home}, file{"404.html", missing})
	for name, content := range s.theme.assets {
		if name == "style.css" {
			content = slices.Concat(content, placement(s.book, calls))
		}
		files = append(files, file{name, content})
	}
	return files, joinErrors([]error{homeErr, missingErr, glossaryErr})
}

// lessonFiles returns a lesson's page, its programs and its packets.
func (s *site) lessonFiles(lesson *book.Lesson) (rendered, error) {
	p := newPage(s, lesson)
	page, err := p.write()
	if err != nil {
		return rendered{}, err
	}
	files := []file{{lesson.ID + ".html", page}}
	for _, pair := range lesson.Pairs {
		for _, program := range pair.Programs() {
			files = append(files, file{program.Path, program.Source})
		}
	}
	if capture := lesson.Run.Capture; capture != nil {
		files = append(files, file{capturePath(lesson), capture})
	}
	return rendered{files, p.calls}, nil
}
