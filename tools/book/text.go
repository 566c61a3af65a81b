package book

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sort"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// lineIndex holds the offset of each line's first byte.
type lineIndex []int

func newLineIndex(text []byte) lineIndex {
	index := lineIndex{0}
	for i, c := range text {
		if c == '\n' {
			index = append(index, i+1)
		}
	}
	return index
}

// line returns the number, from 1, of the line that holds an offset.
func (x lineIndex) line(offset int) int {
	return max(1, sort.SearchInts(x, offset+1))
}

// checkText reports what no source of the course may hold: nothing at all,
// bytes that are not UTF-8, control bytes, carriage returns, a byte order
// mark, or a last line without an end.
func checkText(path string, text []byte) []Problem {
	at := func(offset int, message string) []Problem {
		return []Problem{{path, 1 + bytes.Count(text[:offset], []byte("\n")), message}}
	}
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return at(0, "the file is empty; write it, or remove it")
	case !utf8.Valid(text):
		return at(invalidUTF8(text), "invalid UTF-8; save the file as UTF-8")
	case bytes.HasPrefix(text, []byte("\ufeff")):
		return at(0, "the file begins with a byte order mark; save it as UTF-8 without one")
	}
	if i := bytes.IndexFunc(text, isControl); i >= 0 {
		return at(i, fmt.Sprintf("control character %q; use line feeds alone at line ends, and no other control characters than tabs", text[i]))
	}
	if text[len(text)-1] != '\n' {
		return at(len(text), "the last line does not end; add a line feed")
	}
	return nil
}

func invalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(text)
}

func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r == 0x7f
}

// decodeYAML decodes exactly one document and refuses unknown keys.
func decodeYAML(text []byte, into any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		if errors.Is(err, io.EOF) {
			return errors.New("nothing in it")
		}
		return err
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return errors.New("more than one YAML document")
	}
	return nil
}
