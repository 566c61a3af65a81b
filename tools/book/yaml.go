package book

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"socketpairs/tools/book/rule"
)

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

// entry is a lesson's id and its line in the contents.
type entry struct {
	id   string
	line int
}

// UnmarshalYAML implements yaml.Unmarshaler, to keep the line.
func (e *entry) UnmarshalYAML(node *yaml.Node) error {
	e.line = node.Line
	return node.Decode(&e.id)
}

// reportLine reports what a line may not hold; offset is the number of lines of
// the file before the YAML text.
func reportLine(c *rule.File, what string, l oneLine, offset int) {
	if fault := rule.LineFault(l.text); fault != "" {
		c.Report(offset+l.number, "one-line", "%s %s", what, fault)
	}
}

// yamlLine finds the line number at the beginning of a message of the YAML
// package, yamlLater one that comes later.
var (
	yamlLine  = regexp.MustCompile(`^(?:yaml: )?(?:unmarshal errors:\s+)?line (\d+): `)
	yamlLater = regexp.MustCompile(`\bline \d+`)
)

// reportYAML turns an error of the YAML package into a problem; offset is the
// number of lines of the file before the YAML text.
func reportYAML(p *rule.Problems, path string, offset int, err error) {
	message, line := err.Error(), 1
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = message[len(m[0]):]
	}
	message = yamlLater.ReplaceAllStringFunc(message, func(later string) string {
		n, _ := strconv.Atoi(later[len("line "):])
		return fmt.Sprintf("line %d", n+offset)
	})
	p.Report(path, line+offset, "yaml", "malformed YAML: %s", message)
}
