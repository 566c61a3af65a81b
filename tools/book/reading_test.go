package book

import (
	"slices"
	"testing"
)

// ofReading are the rules whose problems keep something from being read, or
// say that nothing reads it. Everything else is judged by Check alone.
var ofReading = []string{
	"readable", "stray-file", "plain-text", "yaml", "name", "contents", "front-matter", "programs",
	"command", "setting", "program-name", "script-roles", // of run files: see runfile.Parse
}

// TestLoadingJudgesNothing wants a course that is broken to be loaded with no
// word, if it can be read.
func TestLoadingJudgesNothing(t *testing.T) {
	found := map[string]bool{}
	for _, test := range broken {
		for _, problem := range Load(change(t, test.path, test.old, test.new)).problems {
			found[problem.Rule] = true
			if !slices.Contains(ofReading, problem.Rule) {
				t.Errorf("%s: while loading: %s", test.what, problem)
			}
		}
	}
	for _, name := range ofReading {
		if !found[name] {
			t.Errorf("no problem of the rule %s comes from loading", name)
		}
	}
}
