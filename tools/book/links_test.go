package book

import (
	"slices"
	"strings"
	"testing"
)

// TestLinksToStepsThatCannotBeTold wants a link to a step of programs that are
// broken to be left alone, and one to something else to be dead all the same.
func TestLinksToStepsThatCannotBeTold(t *testing.T) {
	for target, dead := range map[string]bool{"again.md#server-2": false, "again.md#server-x": true, "again.md#server": false, "again.md#2": true} {
		root := course(t)
		edit(t, root, "snippets/again/server/server.py", "# 2.", "# 3.")
		edit(t, root, helloText, "again.md#server-2", target)
		got := texts(Load(root).CheckSources())
		if said := slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "dead link") }); said != dead {
			t.Errorf("%s: %q", target, got)
		}
	}
}
