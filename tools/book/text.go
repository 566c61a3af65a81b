package book

import (
	"bytes"
	"errors"
	"io"
	"sort"
	"strings"

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

// oneLine is a text in a YAML file that has to be one line.
type oneLine struct {
	text   string
	number int // of its first line in the YAML text, from 1
}

// UnmarshalYAML implements yaml.Unmarshaler, to keep the line. White space
// around the text does not count: folded text ends with a line feed.
func (l *oneLine) UnmarshalYAML(node *yaml.Node) error {
	l.number = node.Line
	err := node.Decode(&l.text)
	l.text = strings.TrimSpace(l.text)
	return err
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
