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
// a lesson, reporting them. It reports whether the contents could be read.
func (b *Book) loadContents(root fs.FS) (contents, bool) {
	text, err := readFile(root, ContentsPath)
	if err != nil {
		b.problems.Report(ContentsPath, 0, "readable", "cannot be read: %v; it names the parts and their lessons in order", err)
		return contents{}, false
	}
	if !b.problems.CheckPlain(ContentsPath, text) {
		return contents{}, false
	}
	var c contents
	if err := decodeYAML(text, &c); err != nil {
		reportYAML(&b.problems, ContentsPath, 0, err)
		return contents{}, false
	}
	b.checkContents(&c)
	return c, true
}

func (b *Book) checkContents(c *contents) {
	if c.Title.text == "" {
		b.problems.Report(ContentsPath, 0, "contents", "no title; write: title: Socket Pairs")
	}
	b.checkLine("the title", c.Title)
	b.checkLine("home", c.Home)
	if home := c.Home.text; home != "" && !strings.HasPrefix(home, "https://") {
		b.problems.Report(ContentsPath, c.Home.number, "contents", "home: %s is not the address of a page; write https://..., where readers find the project", home)
	}
	if len(c.Parts) == 0 {
		b.problems.Report(ContentsPath, 0, "contents", "no parts; each part has a title, an intro and a list of lessons")
	}
	first := map[string]int{}
	for i := range c.Parts {
		part := &c.Parts[i]
		if part.Title.text == "" || part.Intro.text == "" {
			b.problems.Report(ContentsPath, 0, "contents", "part %d needs a title and an intro of one paragraph", i+1)
		}
		b.checkLine("the title", part.Title)
		b.checkLine("the intro", part.Intro)
		part.Lessons = b.checkEntries(part.Lessons, first)
	}
	c.Pages = b.checkEntries(c.Pages, first)
}

func (b *Book) checkLine(what string, l oneLine) {
	if fault := rule.LineFault(l.text); fault != "" {
		b.problems.Report(ContentsPath, l.number, "one-line", "%s %s", what, fault)
	}
}

// checkEntries returns the entries that can stand for a lesson or page;
// first holds the line of each that was seen.
func (b *Book) checkEntries(entries []entry, first map[string]int) []entry {
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
