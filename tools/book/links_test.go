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

// TestLinksToStepsThatAreThere wants only the steps of a program to have a
// place.
func TestLinksToStepsThatAreThere(t *testing.T) {
	lesson := Load(course(t)).Lesson("again")
	for id, want := range map[string]bool{"server-0": false, "server-1": true, "server-01": false, "server-2": true, "server-9": false} {
		if lesson.HasID(id) != want {
			t.Errorf("%s is there: %v", id, !want)
		}
	}
}

// TestLinkIntoATextThatCannotBeRead wants the one problem that says so.
func TestLinkIntoATextThatCannotBeRead(t *testing.T) {
	root := course(t)
	edit(t, root, helloText, "(again.md#server-2)", "(again.md#of-what)")
	edit(t, root, "lessons/again.md", "---\n", "--\n")
	if got := texts(Load(root).CheckSources()); len(got) != 1 || !strings.HasPrefix(got[0], "lessons/again.md:1: no front matter") {
		t.Errorf("got %q", got)
	}
}
