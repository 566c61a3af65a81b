package book

import (
	"bytes"
	"sort"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/markup"
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
func (r *reading) loadText() ast.Node {
	lesson := &r.lesson
	source := r.readText(lesson.Path)
	if source == nil {
		return nil
	}
	front, ok := r.loadFrontMatter(source)
	if !ok {
		return nil // what follows cannot be told from it
	}
	lesson.Source, lesson.front = source, front
	lesson.lines = newLineIndex(source)
	document := lesson.Document()
	lesson.anchors = headingIDs(document)
	lesson.Terms = markup.Terms(document, source, lesson.Line)
	lesson.Tasks = tasks(document)
	lesson.links = links(lesson, document)
	if !r.isPage {
		lesson.length = lengthOf(lesson, document)
		lesson.Minutes = lesson.readingMinutes()
	}
	return document
}

// loadFrontMatter reads what stands between the two lines "---" and returns
// the offset of the first byte after them. It reports whether they are there.
func (r *reading) loadFrontMatter(source []byte) (int, bool) {
	rest, ok := bytes.CutPrefix(source, fence)
	end := bytes.Index(rest, append([]byte("\n"), fence...))
	if !ok || end < 0 {
		r.Report(r.lesson.Path, 1, "front-matter", "no front matter; begin with a line ---, then title: and question:, then a line ---")
		return 0, false
	}
	head := &r.lesson.head
	if err := decodeYAML(rest[:end+1], head); err != nil {
		reportYAML(&r.Problems, r.lesson.Path, 1, err)
		head.malformed = true
	}
	r.lesson.Title, r.lesson.Question, r.lesson.Words = head.Title.text, head.Question.text, head.Words.text
	r.lesson.Facts = head.Facts
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
	return markup.Parse(blanked, l.Line)
}

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
