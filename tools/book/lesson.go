package book

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"socketpairs/tools/book/rule"
)

// frontMatter is the YAML at the top of a lesson.
type frontMatter struct {
	Title    oneLine
	Question oneLine
	Needs    []entry // earlier lessons
	Words    oneLine
	Facts    facts
}

var fence = []byte("---\n")

// loadText reads the lesson's Markdown file.
func (l *loader) loadText() {
	lesson := l.lesson
	source := l.readText(lesson.Path)
	if source == nil {
		return
	}
	front, ok := l.loadFrontMatter(source)
	if !ok {
		return // what follows cannot be told from it
	}
	lesson.Source, lesson.front = source, front
	lesson.lines = newLineIndex(source)
	document := lesson.Document()
	lesson.anchors = headingIDs(document)
	lesson.Terms = terms(lesson, document)
	lesson.Tasks = tasks(document)
	l.checkText(document)
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
	var front frontMatter
	if err := decodeYAML(rest[:end+1], &front); err != nil {
		reportYAML(&l.Problems, l.lesson.Path, 1, err)
	} else if front.Title.text == "" || front.Question.text == "" {
		l.Report(l.lesson.Path, 1, "front-matter", "the front matter needs a title and a question")
	}
	l.lesson.Title = l.oneLine("the title", front.Title)
	l.lesson.Question = l.oneLine("the question", front.Question)
	l.lesson.Words = l.oneLine("the list of words", front.Words)
	for _, need := range front.Needs {
		l.lesson.needs = append(l.lesson.needs, entry{need.id, need.line + 1})
	}
	l.loadFacts(front.Facts)
	return len(fence) + end + 1 + len(fence), true
}

// oneLine returns the text of a value in the front matter, and reports what a
// line may not hold.
func (l *loader) oneLine(what string, value oneLine) string {
	if fault := rule.LineFault(value.text); fault != "" {
		l.Report(l.lesson.Path, 1+value.number, "one-line", "%s %s", what, fault)
	}
	return value.text
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
