package rule

import (
	"slices"
	"testing"
)

func TestRulesOfProgramsAreRules(t *testing.T) {
	for _, name := range ofPrograms {
		if !slices.ContainsFunc(All(), func(r Rule) bool { return r.Name == name }) {
			t.Errorf("there is no rule %s", name)
		}
	}
}
