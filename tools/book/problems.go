package book

import (
	"slices"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/rule"
)

// Check reports every broken rule of the whole course, in the order of the
// files: CheckSources and Stale together.
func (b *Book) Check() []Problem {
	return rule.Sorted(append(b.CheckSources(), b.Stale()...))
}

// CheckSources reports every broken rule but for those of the recordings. An
// empty answer means that the Book can be rendered and recorded.
func (b *Book) CheckSources() []Problem {
	all := slices.Concat(b.Lessons, b.Pages)
	found := make([][]Problem, len(all))
	InParallel(len(all), func(i int) {
		found[i] = slices.Concat(all[i].reading.broken(), b.checkLinks(all[i]), b.checkNeeds(all[i]), b.checkFactsOfLessons(all[i]))
	})
	return rule.Sorted(slices.Concat(b.problems, b.checkContents(), b.checkTerms(), slices.Concat(found...)))
}

// Stale reports each recording that is not what its lesson's programs do now.
// Its page says so, too, until the lesson is recorded again.
func (b *Book) Stale() []Problem {
	found := make([][]Problem, len(b.Lessons))
	InParallel(len(b.Lessons), func(i int) {
		if lesson := b.Lessons[i]; lesson.scriptRead() {
			found[i] = lesson.Stale()
		}
	})
	return rule.Sorted(slices.Concat(found...))
}

// check reports the rules that a lesson's text, programs and script break. It
// knows the lesson's files alone, not its place in the course: a Loader keeps
// the answer until one of those files changes.
func (l *Lesson) check(document ast.Node) []Problem {
	var found []Problem
	if document != nil { // else the text could not be read
		found = l.checkText(document)
	}
	for _, pair := range l.Pairs {
		found = append(found, pair.Check()...)
	}
	if l.scriptRead() {
		found = append(found, checkScript(l)...)
	}
	return slices.Clip(found)
}
