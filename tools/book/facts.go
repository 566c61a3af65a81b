package book

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"socketpairs/tools/book/rule"
)

// Fact is a number in a lesson's text that neither its programs nor its run
// show, and where it comes from.
type Fact struct {
	Says   string // the words with the number, as they stand in the text
	Kind   string // one of FactKinds
	Source string // for the kind
	line   int
}

// factKinds are where facts come from, and what follows the word.
var factKinds = []struct{ name, says string }{
	{"sysctl", "a setting of the Linux kernel, by its name; a test compares it with what a new network namespace has"},
	{"measured", "on what, and how"},
	{"documented", "a standard, a manual or a source, and the place in it"},
	{"lesson", "another lesson, by its name, whose programs or run show the number"},
	{"computed", "how, from numbers that the page shows"},
	{"chosen", "what for: an example of the text's own"},
}

// FactKinds lists where facts may come from.
func FactKinds() []string {
	var names []string
	for _, kind := range factKinds {
		names = append(names, kind.name)
	}
	return names
}

// facts is the list in the front matter: "WORDS: KIND SOURCE", in one line
// each.
type facts []Fact

// UnmarshalYAML implements yaml.Unmarshaler, to keep the lines and the words
// as they are typed.
func (f *facts) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return node.Decode(&map[string]string{}) // its message names the line
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		says, from := node.Content[i], node.Content[i+1]
		kind, source, _ := strings.Cut(from.Value, " ")
		*f = append(*f, Fact{says.Value, kind, strings.TrimSpace(source), 1 + says.Line}) // the line --- is above it
	}
	return nil
}

// checkFactKinds reports the facts without a source.
func (c *textChecker) checkFactKinds() {
	for _, fact := range c.lesson.Facts {
		switch {
		case !slices.Contains(FactKinds(), fact.Kind):
			c.Report(fact.line, "fact-source", "the fact %q: unknown kind of source %q; known are %s", fact.Says, fact.Kind, strings.Join(FactKinds(), ", "))
		case fact.Source == "":
			c.Report(fact.line, "fact-source", "the fact %q: say after %s where it comes from", fact.Says, fact.Kind)
		case !textNumber.MatchString(fact.Says):
			c.Report(fact.line, "fact-source", "the fact %q holds no number", fact.Says)
		}
	}
}

// checkFacts reports the facts that the text does not say.
func (c *textChecker) checkFacts() {
	for i, fact := range c.lesson.Facts {
		if !c.usedFacts[i] {
			c.Report(fact.line, "fact-used", "the text does not say %q; remove it from facts:, or mend the text", fact.Says)
		}
	}
}

// checkFactsOfLessons reports the facts that are not where they are said to
// come from: in another lesson.
func (b *Book) checkFactsOfLessons(lesson *Lesson) []Problem {
	c := rule.File{Path: lesson.Path}
	for _, fact := range lesson.Facts {
		if fact.Kind != "lesson" {
			continue
		}
		other := b.Page(fact.Source)
		if other == nil {
			c.Report(fact.line, "fact-lesson", "the fact %q: there is no lesson %s", fact.Says, fact.Source)
			continue
		}
		shown := other.reading.shows()
		for _, number := range textNumber.FindAllString(fact.Says, -1) {
			if shown != nil && !shown[canonical(number)] {
				c.Report(fact.line, "fact-lesson", "the fact %q: neither the programs nor the run of %s show %s", fact.Says, fact.Source, number)
			}
		}
	}
	return c.Problems
}
