package wire

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// shownBytes is how much of a turn a transcript shows; of the rest it gives
// the length and a hash.
const shownBytes = 1024

// quoteTurn shows the bytes of a turn on one line, exactly:
//
//   - printable text in UTF-8 is itself, but \ is \\ and the space that ends a
//     line is \x20, so that no editor can lose it;
//   - a line end is \n or \r\n, a tab \t, any other byte \xNN;
//   - a port that has a name is that name, and "{port " in the bytes is
//     "\x7bport ", so that the two cannot be taken for each other;
//   - what is not data is a note in \( and ).
//
// So the bytes, with the ports' names for their numbers, can be read back from
// the line, but for a turn of more than 1024 bytes: of those only the first
// are shown, then their number and the hash of all.
func quoteTurn(data []byte, names Names) string {
	if len(data) == 0 {
		return note("empty datagram")
	}
	text := string(data)
	if len(text) <= shownBytes {
		return endVisibly(quoteNamed(text, names.find(text)))
	}
	ports := names.find(text)
	shown := shownBytes
	for i, p := range ports {
		if p.end > shownBytes {
			// A port across the limit is left to the hash as a whole.
			shown, ports = min(shown, p.start), ports[:i]
			break
		}
	}
	sum := sha256.Sum256([]byte(names.Rename(text)))
	return quoteNamed(text[:shown], ports) +
		note(fmt.Sprintf("%d bytes in all, sha256 %x", len(data), sum[:8]))
}

// note writes what stands in the place of data. No data looks like it, since
// a backslash in data is doubled.
func note(text string) string { return `\(` + text + `)` }

func quoteNamed(text string, ports []namedPort) string {
	var line strings.Builder
	done := 0
	for _, p := range ports {
		quote(&line, text[done:p.start])
		line.WriteString(p.name)
		done = p.end
	}
	quote(&line, text[done:])
	return line.String()
}

func quote(line *strings.Builder, text string) {
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		invalid := r == utf8.RuneError && size == 1
		switch {
		case strings.HasPrefix(text, "{port "):
			line.WriteString(`\x7b`)
		case r == '\\':
			line.WriteString(`\\`)
		case r == '\n':
			line.WriteString(`\n`)
		case r == '\r':
			line.WriteString(`\r`)
		case r == '\t':
			line.WriteString(`\t`)
		case !invalid && strconv.IsPrint(r):
			line.WriteString(text[:size])
		default:
			for _, b := range []byte(text[:size]) {
				fmt.Fprintf(line, `\x%02x`, b)
			}
		}
		text = text[size:]
	}
}

// endVisibly writes a space at the end of a line as \x20.
func endVisibly(line string) string {
	if rest, ok := strings.CutSuffix(line, " "); ok {
		return rest + `\x20`
	}
	return line
}
