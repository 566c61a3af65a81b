package book

import (
	"slices"
	"strings"
)

// The parts of a lesson that are no callouts.
const (
	aPair  = "a pair cell"
	aRun   = "a run cell"
	aTable = "a table of what is the same and what differs"
)

// partOf returns the part that a callout is.
func partOf(callout string) string { return "[!" + callout + "]" }

// plan is what a lesson goes through, in this order.
var plan = []string{partOf("PREDICT"), aPair, aRun, partOf("EXERCISE"), partOf("ASSIGNMENT")}

// required is what a lesson has besides, anywhere.
var required = []string{aTable, partOf("TRAP"), partOf("SYSTEMS")}

// checkPlan checks that the lesson has all its parts.
func (c *textChecker) checkPlan() {
	last := 0
	for _, what := range plan {
		line, ok := c.places[what]
		if ok && line < last {
			c.Report(line, "lesson-plan", "%s comes too early; a lesson goes: %s", what, strings.Join(plan, ", "))
		}
		last = max(last, line)
	}
	for _, what := range slices.Concat(plan, required) {
		if _, ok := c.places[what]; !ok && what != aPair { // which each role has, see below
			c.Report(1, "lesson-plan", "the lesson has not got %s", what)
		}
	}
	for _, pair := range c.lesson.Pairs {
		if !c.once[pair.Role] {
			c.Report(1, "lesson-plan", "the lesson does not show the role %s whole; add a cell: pair %s", pair.Role, pair.Role)
		}
	}
}

// see notes that the lesson has something, and where it first comes.
func (c *textChecker) see(what string, line int) {
	if _, again := c.places[what]; !again {
		c.places[what] = line
	}
}
