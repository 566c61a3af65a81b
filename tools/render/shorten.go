package render

import (
	"strings"
	"unicode/utf8"
)

// shorten cuts a quoted text to at most width characters, never inside what
// stands for one byte or for a port.
func shorten(quoted string, width int) string {
	if characters(quoted) <= width {
		return quoted
	}
	quoted = strings.TrimSuffix(quoted, "...")
	kept, used := 0, 0
	for kept < len(quoted) {
		token := firstToken(quoted[kept:])
		used += characters(token)
		if used > width-1 {
			break
		}
		kept += len(token)
	}
	return quoted[:kept] + "…"
}

// firstToken returns the first character of a quoted text, or what stands in
// the place of one: \n, \x00, {port 1}.
func firstToken(quoted string) string {
	switch {
	case strings.HasPrefix(quoted, `\x`) && len(quoted) >= 4:
		return quoted[:4]
	case quoted[0] == '\\' && len(quoted) >= 2:
		return quoted[:2]
	case strings.HasPrefix(quoted, "{port "):
		if end := strings.IndexByte(quoted, '}'); end > 0 {
			return quoted[:end+1]
		}
	}
	_, size := utf8.DecodeRuneInString(quoted)
	return quoted[:size]
}

// characters returns how wide a text is, in characters; those of East Asian
// scripts are twice as wide as others.
func characters(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}
