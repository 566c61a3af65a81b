package book

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// checkColumns reports code in a table's column for one language that stands
// in the lesson's programs of the other alone: the columns may be swapped.
func (c *textChecker) checkColumns(table *east.Table) {
	heads := map[int]string{}
	number := 0
	for cell := table.FirstChild().FirstChild(); cell != nil; cell = cell.NextSibling() {
		heads[number] = plain(spans(cell, c.lesson.Source))
		number++
	}
	for row := table.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		number = 0
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			c.checkColumn(cell, heads[number])
			number++
		}
	}
}

// aName matches what a program calls or names: conn.Close, recv(64).
var aName = regexp.MustCompile(`^[A-Za-z_][\w.]*(?:\(.*\))?$`)

func (c *textChecker) checkColumn(cell ast.Node, head string) {
	_ = ast.Walk(cell, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
		if code, ok := n.(*ast.CodeSpan); ok && entering {
			text := plain(spans(code, c.lesson.Source))
			inPython, inGo := c.lesson.programsHold(text)
			if !aName.MatchString(text) {
				return ast.WalkContinue, nil
			}
			if head == "Python" && inGo && !inPython || head == "Go" && inPython && !inGo {
				c.Report(c.line(cell), "table-column", "%s stands in the column %s, but only in the other language's program; are the columns swapped?", text, head)
			}
		}
		return ast.WalkContinue, nil
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
