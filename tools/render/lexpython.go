package render

import "bytes"

// lexPython cuts Python source into comments, strings, numbers, keywords and
// names that are called; the rest stays plain. It follows chapter 2 of the
// Python Language Reference as far as colors need it.
func lexPython(t *tokens) {
	p := &pythonLexer{tokens: t}
	for p.at < len(t.source) {
		p.next()
	}
}

type pythonLexer struct {
	*tokens
	at int // the next byte to look at
}

// next passes over one token.
func (p *pythonLexer) next() {
	start := p.at
	switch b := p.source[p.at]; {
	case b == '#':
		p.skip(func(b byte) bool { return b != '\n' })
		p.take(start, comment)
	case b == '"' || b == '\'':
		p.text(start, false)
	case isDigit(b):
		p.skip(isNumber)
		p.take(start, number)
	case isWord(b):
		p.word()
	default:
		p.at++
	}
}

// take makes a token of what was passed over since start.
func (p *pythonLexer) take(start int, c class) {
	p.add(plain, start)
	p.add(c, p.at)
}

func (p *pythonLexer) skip(while func(byte) bool) {
	for p.at < len(p.source) && while(p.source[p.at]) {
		p.at++
	}
}

// word passes over a name, a keyword, or a string with a prefix.
func (p *pythonLexer) word() {
	start := p.at
	p.skip(isWord)
	word := string(p.source[start:p.at])
	rest := p.source[p.at:]
	switch {
	case pythonKeywords[word]:
		p.take(start, keyword)
	case len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') && isPrefix(word):
		p.text(start, bytes.ContainsAny([]byte(word), "fF"))
	case len(rest) > 0 && rest[0] == '(':
		p.take(start, function)
	}
}

// text passes over a string that begins with the quotes here; its prefix, if
// any, began at start. In a formatted one the fields are code.
func (p *pythonLexer) text(start int, formatted bool) {
	quote := p.source[p.at : p.at+1]
	if triple := bytes.Repeat(quote, 3); bytes.HasPrefix(p.source[p.at:], triple) {
		quote = triple
	}
	p.at += len(quote)
	for p.at < len(p.source) {
		rest := p.source[p.at:]
		switch {
		case bytes.HasPrefix(rest, quote):
			p.at += len(quote)
			p.take(start, text)
			return
		case rest[0] == '\n' && len(quote) == 1: // not closed
			p.take(start, text)
			return
		case rest[0] == '\\' || formatted && (bytes.HasPrefix(rest, []byte("{{")) || bytes.HasPrefix(rest, []byte("}}"))):
			p.at = min(p.at+2, len(p.source))
		case formatted && rest[0] == '{':
			p.at++
			p.take(start, text)
			p.field()
			start = p.at
		default:
			p.at++
		}
	}
	p.take(start, text)
}

// field passes over the code of a replacement field: up to its closing brace,
// or to the colon before its format.
func (p *pythonLexer) field() {
	for depth := 0; p.at < len(p.source); {
		switch p.source[p.at] {
		case '\n':
			return
		case '(', '[', '{':
			depth++
		case ')', ']':
			depth--
		case '}', ':':
			if depth == 0 {
				p.add(plain, p.at)
				return
			}
			if p.source[p.at] == '}' {
				depth--
			}
		}
		p.next()
	}
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isWord(b byte) bool {
	return b == '_' || b >= 0x80 || isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'z'
}

func isNumber(b byte) bool { return isWord(b) || b == '.' }

// isPrefix reports whether a word before a quote belongs to the string.
func isPrefix(word string) bool {
	for i := range len(word) {
		if !bytes.ContainsRune([]byte("rRbBfFuU"), rune(word[i])) {
			return false
		}
	}
	return len(word) <= 2
}

// pythonKeywords are the keywords, and the values that read as keywords.
var pythonKeywords = map[string]bool{
	"False": true, "None": true, "True": true, "and": true, "as": true,
	"assert": true, "async": true, "await": true, "break": true,
	"class": true, "continue": true, "def": true, "del": true, "elif": true,
	"else": true, "except": true, "finally": true, "for": true, "from": true,
	"global": true, "if": true, "import": true, "in": true, "is": true,
	"lambda": true, "nonlocal": true, "not": true, "or": true, "pass": true,
	"raise": true, "return": true, "try": true, "while": true, "with": true,
	"yield": true,
}
