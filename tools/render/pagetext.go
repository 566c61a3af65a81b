package render

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// newIndexPage reads what a page's main element shows, apart from programs
// and drawings. Each heading with an id begins a place; what stands before
// the first one belongs to the top of the page.
func newIndexPage(address string, page []byte) indexPage {
	_, main, _ := bytes.Cut(page, []byte("<main"))
	r := pageReader{tokens: html.NewTokenizer(bytes.NewReader(append([]byte("<main"), main...)))}
	r.places = []indexPlace{{}}
	for r.next() {
	}
	r.finish()
	return indexPage{address: address, title: r.title, places: r.places}
}

// pageReader goes through the tokens of a page.
type pageReader struct {
	tokens *html.Tokenizer
	title  string
	places []indexPlace
	text   strings.Builder // of the last place
	figure bool            // inside of a figure
}

// next reads one token and reports whether the main element goes on.
func (r *pageReader) next() bool {
	switch r.tokens.Next() {
	case html.ErrorToken:
		return false
	case html.TextToken:
		r.text.Write(r.tokens.Text())
	case html.StartTagToken:
		r.start(r.tokens.Token())
	case html.EndTagToken:
		name, _ := r.tokens.TagName()
		return r.end(atom.Lookup(name))
	}
	return true
}

func (r *pageReader) start(t html.Token) {
	id := attributeOf(t, "id")
	switch {
	case r.isLeftOut(t):
		r.skip(t.DataAtom)
	case t.DataAtom == atom.H1:
		r.finish()
	case id != "" && slices.Contains(placeTags, t.DataAtom):
		r.finish()
		r.places = append(r.places, indexPlace{id: id})
	case t.DataAtom == atom.Figure:
		r.figure = true
	}
	if slices.Contains(blockTags, t.DataAtom) {
		r.text.WriteByte('\n')
	}
}

// end ends an element, and reports whether the main element goes on.
func (r *pageReader) end(tag atom.Atom) bool {
	last := &r.places[len(r.places)-1]
	switch {
	case tag == atom.H1:
		r.title = r.take()
	case slices.Contains(placeTags, tag) && last.label == "" && last.id != "":
		last.label = r.take()
	case tag == atom.Figure:
		r.figure = false
	}
	if slices.Contains(blockTags, tag) {
		r.text.WriteByte('\n')
	}
	return tag != atom.Main
}

// placeTags are the elements that begin a place if they have an id, and whose
// text is its label.
var placeTags = []atom.Atom{atom.H2, atom.H3, atom.H4, atom.Dt}

// blockTags are the elements that words do not run across.
var blockTags = []atom.Atom{
	atom.P, atom.Li, atom.Div, atom.Pre, atom.Td, atom.Th, atom.Tr, atom.Dt, atom.Dd, atom.Br,
	atom.H1, atom.H2, atom.H3, atom.H4, atom.Figcaption, atom.Figure, atom.Summary,
}

// isLeftOut reports whether an element holds nothing to find: what is indexed
// from its source (programs), is shown as a list or a text besides (drawings,
// packets), or belongs to the page rather than to its text.
func (r *pageReader) isLeftOut(t html.Token) bool {
	switch class := attributeOf(t, "class"); t.DataAtom {
	case atom.Svg, atom.Nav:
		return true
	case atom.Details, atom.Table:
		return r.figure
	case atom.Figure:
		return class == "pair"
	case atom.A:
		return class == "here" || class == "cell"
	case atom.P:
		return class == "kicker"
	}
	return false
}

// skip goes to the end of an element.
func (r *pageReader) skip(tag atom.Atom) {
	for depth := 1; depth > 0; {
		kind := r.tokens.Next()
		if kind == html.ErrorToken {
			return
		}
		name, _ := r.tokens.TagName()
		switch same := atom.Lookup(name) == tag; {
		case same && kind == html.StartTagToken:
			depth++
		case same && kind == html.EndTagToken:
			depth--
		}
	}
}

// finish gives the last place the text that was read since it began.
func (r *pageReader) finish() {
	last := &r.places[len(r.places)-1]
	last.text = strings.TrimSpace(last.text + "\n" + r.take())
}

var (
	blanks  = regexp.MustCompile(`[^\S\n]+`)
	newLine = regexp.MustCompile(`\s*\n\s*`)
)

// take returns the text that was read, with single spaces in and single line
// feeds between its blocks, and begins anew.
func (r *pageReader) take() string {
	text := blanks.ReplaceAllString(r.text.String(), " ")
	r.text.Reset()
	return strings.TrimSpace(newLine.ReplaceAllString(text, "\n"))
}

func attributeOf(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
