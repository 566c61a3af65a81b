package markup

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
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
	name := Text(n, source)
	if strings.ContainsAny(name[max(0, len(name)-1):], ".:?!") {
		return ""
	}
	return name
}

// Terms collects the terms that a document explains; line tells the line of an
// offset in its source.
func Terms(document ast.Node, source []byte, line func(offset int) int) []Term {
	var all []Term
	Each(document, func(strong *ast.Emphasis) {
		if name := TermOf(strong, source); name != "" {
			all = append(all, Term{name, TermID(name), line(Offset(strong)), sentence(strong, source)})
		}
	})
	return all
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
	whole := append(lastSentence(before), Span{Text: Text(term, source), Strong: true})
	return append(whole, firstSentence(after)...)
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
