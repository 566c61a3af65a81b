package book

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"socketpairs/tools/book/markup"
)

// checkColumns reports code in a table's column for one language that stands
// in the lesson's programs of the other alone: the columns may be swapped.
func (c *textChecker) checkColumns(table *east.Table) {
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		head := table.FirstChild().FirstChild()
		for cell := row.FirstChild(); cell != nil && head != nil; cell = cell.NextSibling() {
			c.checkColumn(cell, markup.Text(head, c.lesson.Source))
			head = head.NextSibling()
		}
	}
}

// aName matches what a program calls or names: conn.Close, recv(64).
var aName = regexp.MustCompile(`^[A-Za-z_][\w.]*(?:\(.*\))?$`)

func (c *textChecker) checkColumn(cell ast.Node, head string) {
	markup.Each(cell, func(code *ast.CodeSpan) {
		text := markup.Text(code, c.lesson.Source)
		inPython, inGo := c.lesson.programsHold(text)
		swapped := head == "Python" && inGo && !inPython || head == "Go" && inPython && !inGo
		if swapped && aName.MatchString(text) {
			c.Report(c.line(cell), "table-column", "%s stands in the column %s, but only in the other language's program; are the columns swapped?", text, head)
		}
	})
}

// programsHold reports whether the lesson's programs in each language hold a
// text.
func (l *Lesson) programsHold(text string) (python, golang bool) {
	holds := func(p *Program) bool { return p != nil && strings.Contains(string(p.Source), text) }
	for _, pair := range l.Pairs {
		python, golang = python || holds(pair.Python), golang || holds(pair.Go)
	}
	return python, golang
}

// checkDiff reports each line that a change takes out or keeps and that
// stands in no program of the lesson: a reader could not make the change. A
// line of … stands for lines that are left out.
func (c *textChecker) checkDiff(n *markup.CellNode) {
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := strings.TrimSuffix(string(segment.Value(c.lesson.Source)), "\n")
		text := strings.TrimSpace(strings.TrimPrefix(line, "-"))
		if strings.HasPrefix(line, "+") || text == "" || text == "…" || c.lesson.hasLine(text) {
			continue
		}
		c.Report(n.Line+1+i, "diff-line", "no program of this lesson has the line %q, so nobody can change it; write it as it stands there", text)
	}
}

// hasLine reports whether a program of the lesson has a line that is, but for
// white space at its ends, the text.
func (l *Lesson) hasLine(text string) bool {
	for _, program := range l.Programs() {
		for line := range strings.Lines(string(program.Source)) {
			if strings.TrimSpace(line) == text {
				return true
			}
		}
	}
	return false
}
