package book

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// contents is the file lessons/contents.yaml: the parts and their order, and
// the pages of text alone.
type contents struct {
	Title string
	Parts []struct {
		Title   string
		Intro   string
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
// a lesson, reporting them.
func (b *Book) loadContents(root fs.FS) contents {
	text, err := fs.ReadFile(root, contentsPath)
	if err != nil {
		b.report(contentsPath, 0, "cannot be read: %v; it names the parts and their lessons in order", unwrapPath(err))
		return contents{}
	}
	if problems := checkText(contentsPath, text); len(problems) > 0 {
		b.problems = append(b.problems, problems...)
		return contents{}
	}
	var c contents
	if err := decodeYAML(text, &c); err != nil {
		b.problems = append(b.problems, yamlProblem(contentsPath, 0, err))
		return contents{}
	}
	b.checkContents(&c)
	return c
}

func (b *Book) checkContents(c *contents) {
	if c.Title == "" {
		b.report(contentsPath, 0, "no title; write: title: Socket Pairs")
	}
	if len(c.Parts) == 0 {
		b.report(contentsPath, 0, "no parts; each part has a title, an intro and a list of lessons")
	}
	first := map[string]int{}
	for i := range c.Parts {
		part := &c.Parts[i]
		if part.Title == "" || part.Intro == "" {
			b.report(contentsPath, 0, "part %d needs a title and an intro of one paragraph", i+1)
		}
		part.Lessons = b.checkEntries(part.Lessons, first)
	}
	c.Pages = b.checkEntries(c.Pages, first)
}

// checkEntries returns the entries that can stand for a lesson or page;
// first holds the line of each that was seen.
func (b *Book) checkEntries(entries []entry, first map[string]int) []entry {
	var kept []entry
	for _, e := range entries {
		switch line, again := first[e.id]; {
		case !ValidName(e.id):
			b.report(contentsPath, e.line, "%q is not a lesson's id; use lower case letters, digits and hyphens", e.id)
		case slices.Contains(generated, e.id):
			b.report(contentsPath, e.line, "the page %s is generated; take another id", e.id)
		case again:
			b.report(contentsPath, e.line, "%s is named twice, first in line %d; keep one", e.id, line)
		default:
			first[e.id] = e.line
			kept = append(kept, e)
		}
	}
	return kept
}

// generated are the ids of pages that are made from others.
var generated = []string{"index", GlossaryID}

// GlossaryID is the id of the page that is made from all Terms.
const GlossaryID = "glossary"

// yamlLine finds the line number in a message of the YAML package.
var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:unmarshal errors:\s+)?line (\d+): `)

// yamlProblem turns an error of the YAML package into a problem; offset is
// the number of lines of the file before the YAML text.
func yamlProblem(path string, offset int, err error) Problem {
	message, line := err.Error(), 1
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = message[len(m[0]):]
	}
	return Problem{path, line + offset, "malformed YAML: " + message}
}
