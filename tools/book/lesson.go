package book

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// frontMatter is the YAML at the top of a lesson.
type frontMatter struct {
	Title    string
	Question string
}

var fence = []byte("---\n")

// loadText reads the lesson's Markdown file.
func (l *loader) loadText() {
	lesson := l.lesson
	lesson.Doc = ast.NewDocument() // so that a lesson always has one
	source := l.readText(lesson.Path)
	if source == nil {
		return
	}
	lesson.Source = source
	lesson.lines = newLineIndex(source)
	lesson.front = l.loadFrontMatter(source)
	l.parseBody()
}

// loadFrontMatter reads what stands between the two lines "---" and returns
// the offset of the first byte after them.
func (l *loader) loadFrontMatter(source []byte) int {
	rest, ok := bytes.CutPrefix(source, fence)
	end := bytes.Index(rest, append([]byte("\n"), fence...))
	if !ok || end < 0 {
		l.report(l.lesson.Path, 1, "no front matter; begin with a line ---, then title: and question:, then a line ---")
		return 0
	}
	var front frontMatter
	if err := decodeYAML(rest[:end+1], &front); err != nil {
		l.problems = append(l.problems, yamlProblem(l.lesson.Path, 1, err))
	} else if front.Title == "" || front.Question == "" {
		l.report(l.lesson.Path, 1, "the front matter needs a title and a question")
	}
	l.lesson.Title, l.lesson.Question = front.Title, front.Question
	return len(fence) + end + 1 + len(fence)
}

// parseBody parses the Markdown after the front matter. The document's
// offsets are those of the whole file: the front matter is blanked out for
// the parser, not cut off.
func (l *loader) parseBody() {
	lesson := l.lesson
	blanked := bytes.Clone(lesson.Source)
	for i := range lesson.front {
		if blanked[i] != '\n' {
			blanked[i] = ' '
		}
	}
	lesson.Doc = newParser(lesson).Parse(text.NewReader(blanked))
	lesson.anchors = headingIDs(lesson)
}

// headingIDs collects the ids of the lesson's headings.
func headingIDs(lesson *Lesson) map[string]bool {
	ids := map[string]bool{}
	for node := lesson.Doc.FirstChild(); node != nil; node = node.NextSibling() {
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
