package book

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"socketpairs/tools/book/rule"
)

// contents is the file lessons/contents.yaml: the parts and their order, and
// the pages of text alone.
type contents struct {
	Title oneLine
	Home  oneLine // optional
	Parts []struct {
		Title   oneLine
		Intro   oneLine
		Lessons []entry
	}
	Pages []entry
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

// loadContents reads the contents and drops the entries that cannot stand for
// a lesson, reporting them. It returns nil if they could not be read.
func (b *Book) loadContents(root fs.FS) *contents {
	text, err := readFile(root, ContentsPath)
	if err != nil {
		b.problems.Report(ContentsPath, 0, "readable", "cannot be read: %v; it names the parts and their lessons in order", err)
		return nil
	}
	if !b.problems.CheckPlain(ContentsPath, text) {
		return nil
	}
	var c contents
	if err := decodeYAML(text, &c); err != nil {
		reportYAML(&b.problems, ContentsPath, 0, err)
		return nil
	}
	first := map[string]int{}
	for i, part := range c.Parts {
		c.Parts[i].Lessons = b.usable(part.Lessons, first)
	}
	c.Pages = b.usable(c.Pages, first)
	return &c
}

// checkContents reports what the contents lack, if they could be read.
func (b *Book) checkContents() []Problem {
	c := rule.File{Path: ContentsPath}
	if b.contents == nil {
		return nil
	}
	if b.Title == "" {
		c.Report(0, "contents", "no title; write: title: Socket Pairs")
	}
	reportLine(&c, "the title", b.contents.Title, 0)
	reportLine(&c, "home", b.contents.Home, 0)
	if b.Home != "" && !strings.HasPrefix(b.Home, "https://") {
		c.Report(b.contents.Home.number, "contents", "home: %s is not the address of a page; write https://..., where readers find the project", b.Home)
	}
	if len(b.Parts) == 0 {
		c.Report(0, "contents", "no parts; each part has a title, an intro and a list of lessons")
	}
	for i, part := range b.contents.Parts {
		if part.Title.text == "" || part.Intro.text == "" {
			c.Report(0, "contents", "part %d needs a title and an intro of one paragraph", i+1)
		}
		reportLine(&c, "the title", part.Title, 0)
		reportLine(&c, "the intro", part.Intro, 0)
	}
	return c.Problems
}

// reportLine reports what a line may not hold; offset is the number of lines of
// the file before the YAML text.
func reportLine(c *rule.File, what string, l oneLine, offset int) {
	if fault := rule.LineFault(l.text); fault != "" {
		c.Report(offset+l.number, "one-line", "%s %s", what, fault)
	}
}

// usable returns the entries that can stand for a lesson or page, and reports
// the others; first holds the line of each that was seen.
func (b *Book) usable(entries []entry, first map[string]int) []entry {
	var kept []entry
	for _, e := range entries {
		if err := CheckID(e.id); err != nil {
			b.problems.Report(ContentsPath, e.line, "name", "%v", err)
			b.refused[e.id] = true
		} else if line, again := first[e.id]; again {
			b.problems.Report(ContentsPath, e.line, "contents", "%s is named twice, first in line %d; keep one", e.id, line)
		} else {
			first[e.id] = e.line
			kept = append(kept, e)
		}
	}
	return kept
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
