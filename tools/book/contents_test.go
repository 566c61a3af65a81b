package book

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestPageNeedsNothing wants a page of text alone to need no lesson.
func TestPageNeedsNothing(t *testing.T) {
	root := course(t)
	edit(t, root, ContentsPath, "- again\n", "- again\npages: [about]\n")
	root["lessons/about.md"] = &fstest.MapFile{Data: []byte("---\ntitle: About\nquestion: What?\nneeds: [hello]\n---\n\nText.\n")}
	got := texts(Load(root).CheckSources())
	if len(got) != 1 || !strings.HasPrefix(got[0], "lessons/about.md:4: a page of text alone needs no lesson") {
		t.Errorf("got %q", got)
	}
}

// TestNeedsThatCannotBe wants a lesson to need none that is not before it.
func TestNeedsThatCannotBe(t *testing.T) {
	for need, want := range map[string]int{"hello": 1, "again": 0, "gone": 0} {
		root := course(t)
		edit(t, root, "lessons/again.md", "\nquestion:", "\nneeds: ["+need+"]\nquestion:")
		if got := Load(root).Lesson("again").Needs; len(got) != want {
			t.Errorf("needs: [%s]: needs %v", need, got)
		}
	}
}
