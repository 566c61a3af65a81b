package book

import (
	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/markup"
)

// Task is something that a lesson asks of its reader: an exercise or an
// assignment.
type Task struct {
	Name    string // EXERCISE, ASSIGNMENT
	ID      string // of its place in the page: exercise, exercise-half-open
	Minutes int    // that the author expects a student to need
}

// tasks collects what a document asks of its reader.
func tasks(document ast.Node) []Task {
	var all []Task
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if c, ok := n.(*markup.Callout); ok && c.IsTask {
			all = append(all, Task{c.Name, c.ID, c.Minutes})
		}
	}
	return all
}

// checkTask checks what stands beside a callout's name.
func (c *textChecker) checkTask(n *markup.Callout) {
	marker := partOf(n.Name)
	switch {
	case !n.IsTask && (n.ID != "" || n.Minutes != 0):
		c.Report(n.Line, "task-minutes", "%s has a label or minutes; only exercises and assignments have", marker)
	case !n.IsTask:
		return
	case n.Minutes == 0:
		c.Report(n.Line, "task-minutes", "how long does it take? write the minutes that a student needs: > %s 15 minutes", marker)
	}
	if c.once["#"+n.ID] {
		c.Report(n.Line, "task-id", "a second place with the id %s; give it a label of its own: > [!%s half-open] 15 minutes", n.ID, n.Name)
	}
	c.once["#"+n.ID] = true
}
