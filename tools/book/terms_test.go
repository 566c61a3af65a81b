package book

import (
	"slices"
	"strings"
	"testing"
)

func TestTerms(t *testing.T) {
	text := "One. A `b.c` of a **long term** is [a link](again.md), e.g. this! Two.\n\n" +
		"**A title.** And **more**\nover lines\n\n> [!TRAP]\n> **One call** is a title; a **trap** is a term.\n"
	lesson := Load(change(t, helloText, "A word about", text+"\nA word about")).Lesson("hello")
	var got []string
	for _, term := range lesson.Terms {
		var b strings.Builder
		for _, span := range term.Sentence {
			switch {
			case span.Strong:
				b.WriteString("*" + span.Text + "*")
			case span.Code:
				b.WriteString("`" + span.Text + "`")
			default:
				b.WriteString(span.Text)
			}
		}
		got = append(got, term.ID+": "+b.String())
	}
	want := []string{
		"term-long-term: A `b.c` of a *long term* is a link, e.g. this!",
		"term-more: And *more* over lines",
		"term-trap: One call is a title; a *trap* is a term.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// TestTitlesInAnswers wants bold that opens an answer to be a title, and a
// term's id to keep its digits.
func TestTitlesInAnswers(t *testing.T) {
	root := course(t)
	edit(t, root, helloText, "> Like this.", "> **So** it is: **HTTP/1.1** is a version.")
	terms := Load(root).Lesson("hello").Terms
	if len(terms) != 2 && len(terms) != 1 || terms[len(terms)-1].ID != "term-http-1-1" || slices.ContainsFunc(terms, func(term Term) bool { return term.Name == "So" }) {
		t.Errorf("got %+v", terms)
	}
}
