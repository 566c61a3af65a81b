package book

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
)

// GlossaryID is the id of the page that is made from all Terms.
const GlossaryID = "glossary"

// StepID returns the id of a step's place in its lesson's page: server-2.
func StepID(role string, step int) string { return role + "-" + strconv.Itoa(step) }

// headingIDs collects the ids of a document's headings.
func headingIDs(document ast.Node) map[string]bool {
	ids := map[string]bool{}
	for node := document.FirstChild(); node != nil; node = node.NextSibling() {
		if heading, ok := node.(*ast.Heading); ok {
			ids[markup.HeadingID(heading)] = true
		}
	}
	return ids
}

// pageIDs are the ids of what stands on every page.
var pageIDs = []string{"main", "course", "exercise", "assignment"}

// pagePrefixes are what other ids of a page begin with: those of cells, of
// terms, of exercises and assignments, and of what the search adds.
var pagePrefixes = []string{"cell-", "term-", "exercise-", "assignment-", "search-"}

// isPageID reports whether an id may be that of something beside the text.
func isPageID(id string) bool {
	begins := func(prefix string) bool { return strings.HasPrefix(id, prefix) }
	return slices.Contains(pageIDs, id) || slices.ContainsFunc(pagePrefixes, begins)
}

// HasID reports whether the lesson's page has an element with an id: that of
// a heading, a term, an exercise or assignment, a pair or a step.
func (l *Lesson) HasID(id string) bool {
	isTerm := slices.ContainsFunc(l.Terms, func(t Term) bool { return t.ID == id })
	isTask := slices.ContainsFunc(l.Tasks, func(t Task) bool { return t.ID == id })
	if l.anchors[id] || isTerm || isTask {
		return true
	}
	for _, pair := range l.Pairs {
		step, err := strconv.Atoi(strings.TrimPrefix(id, pair.Role+"-"))
		isStep := err == nil && id == StepID(pair.Role, step)
		switch {
		case id == pair.Role, isStep && pair.Rows == nil: // its steps cannot be told; a problem says why
			return true
		case isStep && 1 <= step && step <= pair.LastStep():
			return true
		}
	}
	return false
}

func (c *textChecker) isPairID(id string) bool {
	without := Lesson{Pairs: c.lesson.Pairs}
	return without.HasID(id)
}

// taken are the names that the site has for itself, and YAML's for nothing.
var taken = []string{"index", GlossaryID, "search", "snippets", "null"}

// CheckID says why no lesson or page may have an id; nil if one may.
func CheckID(id string) error {
	if err := rule.CheckName(id, "a lesson's id"); err != nil {
		return err
	}
	if slices.Contains(taken, id) {
		return fmt.Errorf("the name %s has another use already; take another id", id)
	}
	return nil
}

// checkRole says why no role may have a name; nil if one may.
func checkRole(role string) error {
	if err := rule.CheckName(role, "a name for a role"); err != nil {
		return err
	}
	if isPageID(role) || isPageID(StepID(role, 1)) || runfile.IsWord(role) {
		return fmt.Errorf("%s is a name that every page or every script has; call the role otherwise", role)
	}
	return nil
}
