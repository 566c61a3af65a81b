package render

import (
	"bytes"
	"fmt"

	"socketpairs/tools/book"
)

// class is what a token is, by a letter; plain tokens have none.
type class byte

const (
	plain    class = 0
	keyword  class = 'k'
	text     class = 's' // strings and characters
	number   class = 'm'
	comment  class = 'c'
	function class = 'f' // a name that is called, or defined to be
	added    class = 'a' // a line of a diff
	removed  class = 'd'
)

// The elements of tokens: short ones, because a page holds hundreds. Those of
// the classes that come most often have a name of their own; HTML means b for
// key words and i for text in another voice. What is missing has its letter as
// a class in style.css.
var elements = map[class]struct{ start, end string }{
	keyword:  {"<b>", "</b>"},
	comment:  {"<i>", "</i>"},
	function: {"<u>", "</u>"},
}

// element returns the tags of a class.
func (c class) element() (start, end string) {
	if e, ok := elements[c]; ok {
		return e.start, e.end
	}
	return "<i class=" + string(c) + ">", "</i>"
}

// token is a piece of source; it begins where the token before it ends.
type token struct {
	class class
	end   int
}

// tokens is a whole source cut into pieces, from its first byte to its last.
type tokens struct {
	source []byte
	list   []token
}

// end returns where the last token ends.
func (t *tokens) end() int {
	if len(t.list) == 0 {
		return 0
	}
	return t.list[len(t.list)-1].end
}

// add appends the source up to end as one token. Neighbors of one class
// become one token, also across white space, so that pages stay small.
func (t *tokens) add(c class, end int) {
	start := t.end()
	if end <= start {
		return
	}
	last := len(t.list) - 1
	switch {
	case last >= 0 && t.list[last].class == c:
		t.list[last].end = end
	case last >= 1 && t.list[last-1].class == c && t.list[last].class == plain && t.blank(t.list[last-1].end, start):
		t.list = t.list[:last]
		t.list[last-1].end = end
	default:
		t.list = append(t.list, token{c, end})
	}
}

func (t *tokens) blank(start, end int) bool {
	return len(bytes.TrimSpace(t.source[start:end])) == 0
}

// lex cuts a whole source, valid UTF-8, into tokens: a line alone cannot be
// understood where a string goes on over several lines.
func lex(language string, source []byte) ([]token, error) {
	pieces, err := pieces(language, string(source))
	if err != nil {
		return nil, fmt.Errorf("highlight %s: %w", language, err)
	}
	t := &tokens{source: source, list: make([]token, 0, len(source)/8)}
	end := 0
	for _, piece := range pieces {
		end = min(end+len(piece.Value), len(source)) // chroma may add a line end
		t.add(classOf(piece.Type), end)
	}
	if end != len(source) {
		return nil, fmt.Errorf("highlight %s: %d of %d bytes were read", language, end, len(source))
	}
	return t.list, nil
}

// listing is a highlighted source, of which whole lines can be cut out: no
// element goes over the end of a line.
type listing struct {
	html  []byte
	lines []int // offset of each line in html, and of the end
}

// cut returns the HTML of the lines first to last, counted from 1.
func (l listing) cut(first, last int) []byte {
	if last < first {
		return nil
	}
	return l.html[l.lines[first-1]:l.lines[last]]
}

func highlightProgram(p *book.Program) (listing, error) {
	return highlight([...]string{book.Python: "python", book.Go: "go"}[p.Language], p.Source)
}

func highlight(language string, source []byte) (listing, error) {
	list, err := lex(language, source)
	if err != nil {
		return listing{}, err
	}
	l := listing{html: make([]byte, 0, 3*len(source)), lines: []int{0}}
	start := 0
	for _, token := range list {
		for line := range bytes.Lines(source[start:token.end]) {
			l.write(token.class, line)
		}
		start = token.end
	}
	if l.lines[len(l.lines)-1] < len(l.html) {
		l.lines = append(l.lines, len(l.html))
	}
	return l, nil
}

// write appends a piece of one line, with its line end if it has one.
func (l *listing) write(c class, piece []byte) {
	body, ended := bytes.CutSuffix(piece, []byte("\n"))
	if c != plain && len(body) > 0 {
		start, end := c.element()
		l.html = append(l.html, start...)
		l.html = appendEscaped(l.html, body)
		l.html = append(l.html, end...)
	} else {
		l.html = appendEscaped(l.html, body)
	}
	if ended {
		l.html = append(l.html, '\n')
		l.lines = append(l.lines, len(l.html))
	}
}

// appendEscaped appends text as HTML; it is not for attributes.
func appendEscaped(html, text []byte) []byte {
	for _, b := range text {
		switch b {
		case '&':
			html = append(html, "&amp;"...)
		case '<':
			html = append(html, "&lt;"...)
		default:
			html = append(html, b)
		}
	}
	return html
}

// appendPre appends HTML as the content of a pre element. HTML drops a line
// feed right after the tag, so one that belongs to the text is doubled.
func appendPre(html, content []byte) []byte {
	if len(content) > 0 && content[0] == '\n' {
		html = append(html, '\n')
	}
	return append(html, content...)
}
