package render

import (
	"bytes"
	"path"
)

// squeeze drops what a browser does not need from a style or a script: every
// page carries them in its first view. What is neither stays whole.
func squeeze(name string, source []byte) []byte {
	switch path.Ext(name) {
	case ".css":
		return squeezeStyle(source)
	case ".js":
		return squeezeScript(source)
	}
	return source
}

// squeezeStyle drops comments, and white space where it means nothing: around
// braces, semicolons, commas and >, and after a colon. Before a colon it may
// stand for any descendant, and around + and - calc needs it. Each rule has a
// line, so that differences can be read.
func squeezeStyle(source []byte) []byte {
	var out []byte
	for len(source) > 0 {
		c, n := source[0], 1
		switch {
		case bytes.HasPrefix(source, []byte("/*")):
			n = through(source, "*/")
		case c == '"':
			n = stringEnd(source)
			out = append(out, source[:n]...)
		case isSpace(c):
			out = space(out, ' ', "{};,>:")
		case isOneOf(c, "{;,>"):
			out = append(bytes.TrimRight(out, " "), c)
		case c == '}':
			out = append(bytes.TrimRight(out, " ;"), "}\n"...)
		default:
			out = append(out, c)
		}
		source = source[n:]
	}
	return out
}

// squeezeScript drops comments, and white space around most operators; line
// feeds stay where one might end a statement. It asks of a script that a
// regular expression holds no quote, no white space and no two slashes, and
// that no template stands in a template.
func squeezeScript(source []byte) []byte {
	var out []byte
	for len(source) > 0 {
		c, n := source[0], 1
		switch {
		case bytes.HasPrefix(source, []byte("//")):
			n = through(source, "\n") - 1 // the line still ends
		case isOneOf(c, "\"`"):
			n = stringEnd(source)
			out = append(out, source[:n]...)
		case c == '\n':
			out = space(bytes.TrimRight(out, " "), '\n', "{;,")
		case isSpace(c):
			out = space(out, ' ', "{}()[];,=<>!&|?:")
		case isOneOf(c, "()[]{;,=<>!&|?:"):
			out = append(bytes.TrimRight(out, " "), c)
		case c == '}':
			out = append(bytes.TrimRight(out, " \n;"), c)
		default:
			out = append(out, c)
		}
		source = source[n:]
	}
	return out
}

// space appends white space, unless there is some, or what stands before it
// needs none.
func space(out []byte, c byte, needNone string) []byte {
	if len(out) == 0 || isSpace(out[len(out)-1]) || isOneOf(out[len(out)-1], needNone) {
		return out
	}
	return append(out, c)
}

// through returns where the first mark ends; the whole length if there is
// none.
func through(source []byte, mark string) int {
	before, _, _ := bytes.Cut(source, []byte(mark))
	return min(len(before)+len(mark), len(source))
}

// stringEnd returns where the string ends that the source begins with.
func stringEnd(source []byte) int {
	for i := 1; i < len(source); i++ {
		switch source[i] {
		case '\\':
			i++
		case source[0]:
			return i + 1
		}
	}
	return len(source)
}

func isOneOf(c byte, set string) bool { return bytes.IndexByte([]byte(set), c) >= 0 }

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }
