package book

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// frontMatter is the YAML at the top of a lesson.
type frontMatter struct {
	Title    oneLine
	Question oneLine
	Needs    []entry // earlier lessons
	Words    oneLine
	Facts    facts

	malformed bool // as YAML; what could be read is there all the same
}

var fence = []byte("---\n")

// loadText reads the lesson's Markdown file and returns its document; nil if it
// cannot be used.
func (l *loader) loadText() ast.Node {
	lesson := l.lesson
	source := l.readText(lesson.Path)
	if source == nil {
		return nil
	}
	front, ok := l.loadFrontMatter(source)
	if !ok {
		return nil // what follows cannot be told from it
	}
	lesson.Source, lesson.front = source, front
	lesson.lines = newLineIndex(source)
	document := lesson.Document()
	lesson.anchors = headingIDs(document)
	lesson.Terms = terms(lesson, document)
	lesson.Tasks = tasks(document)
	lesson.links = links(lesson, document)
	if !lesson.reading.isPage {
		lesson.length = lengthOf(lesson, document)
		lesson.Minutes = lesson.readingMinutes()
	}
	return document
}

// loadFrontMatter reads what stands between the two lines "---" and returns
// the offset of the first byte after them. It reports whether they are there.
func (l *loader) loadFrontMatter(source []byte) (int, bool) {
	rest, ok := bytes.CutPrefix(source, fence)
	end := bytes.Index(rest, append([]byte("\n"), fence...))
	if !ok || end < 0 {
		l.Report(l.lesson.Path, 1, "front-matter", "no front matter; begin with a line ---, then title: and question:, then a line ---")
		return 0, false
	}
	head := &l.lesson.head
	if err := decodeYAML(rest[:end+1], head); err != nil {
		reportYAML(&l.Problems, l.lesson.Path, 1, err)
		head.malformed = true
	}
	l.lesson.Title, l.lesson.Question, l.lesson.Words = head.Title.text, head.Question.text, head.Words.text
	l.lesson.Facts = head.Facts
	return len(fence) + end + 1 + len(fence), true
}

// checkFrontMatter reports what the front matter lacks, and what a line of it
// may not hold.
func (c *textChecker) checkFrontMatter() {
	head := c.lesson.head
	if !head.malformed && (head.Title.text == "" || head.Question.text == "") {
		c.Report(1, "front-matter", "the front matter needs a title and a question")
	}
	reportLine(&c.File, "the title", head.Title, 1)
	reportLine(&c.File, "the question", head.Question, 1)
	reportLine(&c.File, "the list of words", head.Words, 1)
}

// Document parses the Markdown after the front matter. The nodes point into
// the lesson's Source. It is parsed anew each time: a document takes ten times
// the memory of its source.
func (l *Lesson) Document() ast.Node {
	// The front matter is blanked out, not cut off, so that offsets are those
	// of the whole file.
	blanked := bytes.Clone(l.Source)
	for i := range l.front {
		if blanked[i] != '\n' {
			blanked[i] = ' '
		}
	}
	return newParser(l).Parse(text.NewReader(blanked))
}

// headingIDs collects the ids of a document's headings.
func headingIDs(document ast.Node) map[string]bool {
	ids := map[string]bool{}
	for node := document.FirstChild(); node != nil; node = node.NextSibling() {
		if heading, ok := node.(*ast.Heading); ok {
			ids[HeadingID(heading)] = true
		}
	}
	return ids
}

// HeadingID returns the id that other pages may link to.
func HeadingID(heading *ast.Heading) string {
	id, _ := heading.AttributeString("id")
	text, _ := id.([]byte)
	return string(text)
}
