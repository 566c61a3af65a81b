package book

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/rule"
)

// Term is a word of the field where a lesson explains it: strong text in a
// paragraph. It is a title instead where it ends with a stop or a colon, and
// where it opens a paragraph of a callout.
type Term struct {
	Name     string
	ID       string // of its place in the page: term-listening-socket
	Line     int
	Sentence []Span // the one that explains it
}

// Span is a piece of a sentence.
type Span struct {
	Text   string
	Code   bool
	Strong bool
}

// TermOf returns the name of the term that strong text stands for; empty if
// it is not one.
func TermOf(n *ast.Emphasis, source []byte) string {
	paragraph := n.Parent()
	switch paragraph.(type) {
	case *ast.Paragraph, *ast.TextBlock:
	default:
		return ""
	}
	_, inCallout := paragraph.Parent().(*Callout)
	_, inAnswer := paragraph.Parent().(*Answer)
	if n.Level != 2 || (inCallout || inAnswer) && n.PreviousSibling() == nil {
		return ""
	}
	name := plain(spans(n, source))
	if strings.ContainsAny(name[max(0, len(name)-1):], ".:?!") {
		return ""
	}
	return name
}

// terms collects the terms that a document explains.
func terms(lesson *Lesson, document ast.Node) []Term {
	var all []Term
	each(document, func(strong *ast.Emphasis) {
		if name := TermOf(strong, lesson.Source); name != "" {
			all = append(all, Term{name, TermID(name), lesson.Line(startOf(strong)), sentence(strong, lesson.Source)})
		}
	})
	return all
}

// startOf returns the offset of an inline node's first text.
func startOf(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if text, ok := n.(*ast.Text); ok {
			return text.Segment.Start
		}
	}
	return 0
}

// sentence returns the sentence of a paragraph that holds a term.
func sentence(term *ast.Emphasis, source []byte) []Span {
	var before, after []Span
	for n := term.PreviousSibling(); n != nil; n = n.PreviousSibling() {
		before = append(spans(n, source), before...)
	}
	for n := term.NextSibling(); n != nil; n = n.NextSibling() {
		after = append(after, spans(n, source)...)
	}
	whole := append(lastSentence(before), Span{Text: plain(spans(term, source)), Strong: true})
	return append(whole, firstSentence(after)...)
}

// spans flattens inline nodes. Links are their text.
func spans(n ast.Node, source []byte) []Span {
	var all []Span
	switch n := n.(type) {
	case *ast.Text:
		all = append(all, Span{Text: string(n.Segment.Value(source))})
		if n.SoftLineBreak() || n.HardLineBreak() {
			all = append(all, Span{Text: " "})
		}
		return all
	case *ast.String:
		return []Span{{Text: string(n.Value)}}
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		all = append(all, spans(child, source)...)
	}
	if _, isCode := n.(*ast.CodeSpan); isCode {
		return []Span{{Text: plain(all), Code: true}}
	}
	return all
}

func plain(all []Span) string {
	var b strings.Builder
	for _, span := range all {
		b.WriteString(span.Text)
	}
	return b.String()
}

// lastSentence returns what follows the last end of a sentence.
func lastSentence(all []Span) []Span {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Code {
			continue
		}
		if found := ends(all[i].Text); found != nil {
			all = append([]Span{{Text: all[i].Text[found[len(found)-1]:]}}, all[i+1:]...)
			break
		}
	}
	for i := range all {
		all[i].Text = strings.TrimLeft(all[i].Text, ")\"” ")
		if all[i].Text != "" {
			return all[i:]
		}
	}
	return nil
}

// firstSentence returns what comes before the first end of a sentence, with
// the stop.
func firstSentence(all []Span) []Span {
	for i, span := range all {
		if span.Code {
			continue
		}
		if found := ends(span.Text); found != nil {
			return append(all[:i:i], Span{Text: span.Text[:found[0]]})
		}
	}
	return all
}

// stop is the end of a sentence: not one before a small letter, as in e.g.
var stop = regexp.MustCompile(`[.!?](\)|"|”)?( [^a-z]| ?$)`)

// ends are the offsets after each stop; nil if there is none.
func ends(text string) []int {
	var all []int
	for _, place := range stop.FindAllStringIndex(text, -1) {
		all = append(all, place[0]+1)
	}
	return all
}

// leans finds the words with which a sentence leans on the ones around it.
var leans = regexp.MustCompile(`^(?:It|Its|This|That|These|Those|They|Their|He|She|And|But|So|Both|Here|There|Then|More precisely)\b|\b(?:here|ours|this one)\b`)

// checkTerms reports each term that is explained again, and each whose
// sentence says nothing where it stands alone, in the glossary.
func (b *Book) checkTerms() []Problem {
	first := map[string]string{} // where each was explained, by id
	var found rule.Problems
	for _, lesson := range b.Lessons {
		for _, term := range lesson.Terms {
			if word := leans.FindString(plain(term.Sentence)); word != "" {
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
