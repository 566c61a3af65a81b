package book

import (
	"strings"
	"testing"
)

// TestForget wants a Loader to read again what it is told has changed, and
// nothing else.
func TestForget(t *testing.T) {
	for path, forgotten := range map[string][]bool{ // whether hello, and again, are read again
		helloText:              {true, false},
		serverPy:               {true, false},
		"snippets/hello":       {true, false},
		"lessons/again.md":     {false, true},
		"snippets/again/x":     {false, true},
		"lessons":              {true, true},
		"snippets":             {true, true},
		".":                    {true, true},
		"tools/render/theme/x": {false, false},
		"tools/hello":          {false, false},
		"tools/again.md":       {false, false},
	} {
		loader := NewLoader(course(t))
		before := loader.Load()
		loader.Forget(path)
		after := loader.Load()
		for i := range before.Lessons {
			if same := after.Lessons[i].SameFiles(before.Lessons[i]); same == forgotten[i] {
				t.Errorf("after a change of %s, %s is the same: %v", path, before.Lessons[i].ID, same)
			}
		}
	}
	if new(Lesson).SameFiles(new(Lesson)) {
		t.Error("two lessons that come from no files have the same")
	}
}

// TestPageBecomesLesson wants a text that moves from the parts to the pages to
// be read anew: it is judged by other rules.
func TestPageBecomesLesson(t *testing.T) {
	root := course(t)
	loader := NewLoader(root)
	loader.Load()
	edit(t, root, ContentsPath, "      - again\n", "pages: [again]\n")
	if got := texts(loader.Load().CheckSources()); len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), "snippets/again:1: no lesson uses this folder") {
		t.Errorf("got %q", got)
	}
	if loader.Load().Page("again").Run.Script != nil {
		t.Error("a page of text alone has the run that it had as a lesson")
	}
}
