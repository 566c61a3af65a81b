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
