package book

import "strings"

// checkDiff reports each line that a change takes out or keeps and that
// stands in no program of the lesson: a reader could not make the change. A
// line of … stands for lines that are left out.
func (c *textChecker) checkDiff(n *CellNode) {
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
	for _, pair := range l.Pairs {
		for _, program := range pair.Programs() {
			for line := range strings.Lines(string(program.Source)) {
				if strings.TrimSpace(line) == text {
					return true
				}
			}
		}
	}
	return false
}
