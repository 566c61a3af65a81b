package render

import (
	"bytes"
	"path"
	"strings"
)

// squeeze drops what a browser does not need from a style or a script: every
// page carries them in its first view.
func squeeze(name string, source []byte) []byte {
	if path.Ext(name) == ".css" {
		return squeezeStyle(source)
	}
	return squeezeScript(source)
}

// squeezeScript drops indentation, empty lines and comments. It knows no
// strings: a comment stands on lines of its own, and nothing else begins a
// line with two slashes.
func squeezeScript(source []byte) []byte {
	var lines []byte
	for line := range bytes.Lines(source) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && !bytes.HasPrefix(line, []byte("//")) {
			lines = append(append(lines, line...), '\n')
		}
	}
	return lines
}

// squeezeStyle drops comments, and white space where it means nothing: around
// braces, semicolons, commas and >, and after a colon. Before a colon it may
// stand for any descendant, and around + and - calc needs it. Strings stay as
// they are. Each rule has a line, so that differences can be read.
func squeezeStyle(source []byte) []byte {
	var out []byte
	for len(source) > 0 {
		switch c := source[0]; {
		case bytes.HasPrefix(source, []byte("/*")):
			_, source, _ = bytes.Cut(source[2:], []byte("*/"))
			continue
		case c == '"':
			end := 2 + bytes.IndexByte(source[1:], '"')
			out, source = append(out, source[:end]...), source[end:]
			continue
		case isSpace(c):
			if len(out) > 0 && !strings.ContainsRune(" \n{};,>:", rune(out[len(out)-1])) {
				out = append(out, ' ')
			}
		case strings.IndexByte("{};,>", c) >= 0:
			out = append(bytes.TrimRight(out, " "), c)
			if c == '}' {
				out = append(bytes.TrimSuffix(out[:len(out)-1], []byte(";")), "}\n"...)
			}
		default:
			out = append(out, c)
		}
		source = source[1:]
	}
	return out
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }
