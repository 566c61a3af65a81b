package rule

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// CheckPlain reports what no source of the course may hold: nothing at all,
// bytes that are not UTF-8, control characters, characters that hide or
// reorder others, a byte order mark, or a last line without an end. It returns
// whether the text has none of these.
func (p *Problems) CheckPlain(path string, text []byte) bool {
	offset, fault := plainFault(text)
	if fault != "" {
		p.Report(path, 1+bytes.Count(text[:offset], []byte("\n")), "plain-text", "%s", fault)
	}
	return fault == ""
}

func plainFault(text []byte) (offset int, fault string) {
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return 0, "the file is empty; write it, or remove it"
	case !utf8.Valid(text):
		return invalidUTF8(text), "invalid UTF-8; save the file as UTF-8"
	case bytes.HasPrefix(text, []byte("\ufeff")):
		return 0, "the file begins with a byte order mark; save it as UTF-8 without one"
	}
	for offset, r := range string(text) {
		if fault := runeFault(r); fault != "" && r != '\n' && r != '\t' {
			return offset, fault
		}
	}
	if text[len(text)-1] != '\n' {
		return len(text), "the last line does not end; add a line feed"
	}
	return 0, ""
}

// runeFault says what is wrong with a control character, or with one that
// readers do not see and that may make them see others elsewhere; empty if
// nothing is (https://trojansource.codes).
func runeFault(r rune) string {
	switch {
	case r < ' ' || 0x7f <= r && r < 0xa0:
		return fmt.Sprintf("control character %q; use line feeds alone at line ends, and no other control characters than tabs", r)
	case 0x200b <= r && r <= 0x200f, 0x2028 <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, r == 0xfeff:
		return fmt.Sprintf("the character %U is invisible, and may reorder or hide others; take it out", r)
	}
	return ""
}

// LineFault says what is wrong with a text that has to be one line, such as a
// title after its escapes were decoded; empty if nothing is.
func LineFault(text string) string {
	for _, r := range text {
		if r == '\n' {
			return "has a line break in it; write it as one line"
		}
		if fault := runeFault(r); fault != "" {
			return "holds what a text may not: " + fault
		}
	}
	return ""
}

func invalidUTF8(text []byte) int {
	for i, r := range string(text) {
		if r == utf8.RuneError && !bytes.HasPrefix(text[i:], []byte("\uFFFD")) {
			return i
		}
	}
	return len(text)
}
