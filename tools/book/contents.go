package book

import (
	"io/fs"
	"strings"

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

// resolveNeeds finds the lessons that each lesson needs before it.
func (b *Book) resolveNeeds() {
	for _, lesson := range b.Lessons {
		for _, need := range lesson.head.Needs {
			if earlier := b.Lesson(need.id); earlier != nil && earlier.Number < lesson.Number {
				lesson.Needs = append(lesson.Needs, earlier)
			}
		}
	}
}

// checkNeeds reports what a lesson needs and is no lesson before it.
func (b *Book) checkNeeds(lesson *Lesson) []Problem {
	c := rule.File{Path: lesson.Path}
	for _, need := range lesson.head.Needs {
		line := 1 + need.line // the line --- is above it
		switch earlier := b.Lesson(need.id); {
		case lesson.Part == nil:
			c.Report(line, "needs", "a page of text alone needs no lesson; remove needs:")
		case earlier == nil:
			c.Report(line, "needs", "needs %s: there is no such lesson in %s", need.id, ContentsPath)
		case earlier.Number >= lesson.Number:
			c.Report(line, "needs", "needs %s, which does not come before it in %s", need.id, ContentsPath)
		}
	}
	return c.Problems
}
