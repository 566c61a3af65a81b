package render

import (
	"cmp"
	"slices"
	"strings"

	"socketpairs/tools/book"
)

const glossaryTitle = "Glossary"

// glossaryView is what the template of the glossary needs.
type glossaryView struct {
	frame
	Terms []glossaryTerm
}

// glossaryTerm is a term and the lesson that explains it.
type glossaryTerm struct {
	book.Term
	From *book.Lesson
}

func (s *site) hasTerms() bool {
	return slices.ContainsFunc(s.book.Lessons, func(l *book.Lesson) bool { return len(l.Terms) > 0 })
}

// glossaryFiles returns the page of all terms that the lessons explain, by
// their names; nothing if they explain none.
func (s *site) glossaryFiles() ([]file, error) {
	if !s.hasTerms() {
		return nil, nil
	}
	view := glossaryView{frame: s.frame(glossaryTitle, "Each term of the course, in the sentence that explains it.", nil)}
	for _, lesson := range s.book.Lessons {
		for _, term := range lesson.Terms {
			view.Terms = append(view.Terms, glossaryTerm{term, lesson})
		}
	}
	slices.SortStableFunc(view.Terms, func(a, b glossaryTerm) int {
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	page, err := s.theme.page("glossary.html", view)
	return []file{{book.GlossaryID + ".html", page}}, err
}
