package book

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/rule"
)

// Task is something that a lesson asks of its reader: an exercise or an
// assignment.
type Task struct {
	Name    string // EXERCISE, ASSIGNMENT
	ID      string // of its place in the page: exercise, exercise-half-open
	Minutes int    // that the author expects a student to need
}

// taskID returns the id of a task's place in its page. It does not come from
// the place among others: a link to it lasts when one is put before it.
func taskID(callout, label string) string {
	if label == "" {
		return strings.ToLower(callout)
	}
	return strings.ToLower(callout) + "-" + label
}

// tasks collects what a document asks of its reader.
func tasks(document ast.Node) []Task {
	var all []Task
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if c, ok := n.(*Callout); ok && c.IsTask {
			all = append(all, Task{c.Name, c.ID, c.Minutes})
		}
	}
	return all
}

// checkTask checks what stands beside a callout's name.
func (c *textChecker) checkTask(n *Callout) {
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

// How fast a lesson is read, by someone to whom its words are new. These are
// estimates of ours; pages say so.
const (
	WordsAMinute = 130
	LinesAMinute = 20 // of code, in both languages
	RunMinutes   = 5  // to start the programs and to compare what they print
)

// readingMinutes estimates how long the lesson takes, without exercise and
// assignment: five minutes are the least that it tells apart.
func (l *Lesson) readingMinutes() int {
	lines := 0
	for _, pair := range l.Pairs {
		for _, program := range pair.Programs() {
			lines += bytes.Count(program.Source, []byte("\n"))
		}
	}
	minutes := l.length.words/WordsAMinute + lines/LinesAMinute + RunMinutes
	return (minutes + 4) / 5 * 5
}
