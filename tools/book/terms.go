package book

import (
	"regexp"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
)

// leans finds the words with which a sentence leans on the ones around it.
var leans = regexp.MustCompile(`^(?:It|Its|This|That|These|Those|They|Their|He|She|And|But|So|Both|Here|There|Then|More precisely)\b|\b(?:here|ours|this one)\b`)

// checkTerms reports each term that is explained again, and each whose
// sentence says nothing where it stands alone, in the glossary.
func (b *Book) checkTerms() []Problem {
	first := map[string]string{} // where each was explained, by id
	var found rule.Problems
	for _, lesson := range b.Lessons {
		for _, term := range lesson.Terms {
			if word := leans.FindString(markup.Plain(term.Sentence)); word != "" {
				found.Report(lesson.Path, term.Line, "term-sentence", "the sentence that explains %q stands alone in the glossary, where nobody knows what %q means; say it", term.Name, word)
			}
			if place, again := first[term.ID]; again {
				found.Report(lesson.Path, term.Line, "term-once", "%q is explained in %s already; bold marks a term where it is explained, once in the course", term.Name, place)
				continue
			}
			first[term.ID] = lesson.Path
		}
	}
	return found
}
