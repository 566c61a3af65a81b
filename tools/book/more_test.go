package book

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/book/snippet"
)

// TestFineCourse wants no problem where a rule could see one that is not there.
func TestFineCourse(t *testing.T) {
	for what, change := range map[string]func(root fstest.MapFS){
		"files that an editor hides": func(root fstest.MapFS) {
			for _, name := range []string{"lessons/.hello.md.swp", "snippets/.x", "snippets/hello/.x", "snippets/hello/server/.server.py.swp", "snippets/hello/server/__pycache__/x"} {
				root[name] = &fstest.MapFile{Data: []byte("\xff")}
			}
		},
		"a program called peer where no fault is claimed": func(root fstest.MapFS) { edit(t, root, helloRun, "client\n", "client as peer\n") },
		"a script that waits":                             func(root fstest.MapFS) { edit(t, root, helloRun, "client\n", "client &\nwait\n") },
		"as many words as a text may have": func(root fstest.MapFS) {
			words := countWords(t, root)
			edit(t, root, helloText, "Mind it.", strings.TrimSpace("Mind it. "+strings.Repeat("word ", MostWords-words)))
			if countWords(t, root) != MostWords {
				t.Fatal("the words were not counted")
			}
		},
		"as many lines as a program may have": func(root fstest.MapFS) {
			lines := strings.Count(string(root[clientPy].Data), "\n")
			root[clientPy].Data = append(root[clientPy].Data, strings.Repeat("pass\n", snippet.MaxLines-lines)...)
		},
		"the longest name": func(root fstest.MapFS) {
			name := strings.Repeat("x", rule.LongestName)
			edit(t, root, ContentsPath, "- again", "- again\n      - "+name)
			root["lessons/"+name+".md"] = root["lessons/again.md"]
			for _, file := range []string{"run.txtar", "server/server.py", "server/server.go"} {
				root["snippets/"+name+"/"+file] = root["snippets/again/"+file]
			}
		},
		"a second line of hyphens in a callout": func(root fstest.MapFS) {
			edit(t, root, helloText, "> Like this.", "> Like this.\n>\n> ---\n> And that.")
		},
		"a space that does not break": func(root fstest.MapFS) { edit(t, root, helloText, "Mind it.", "Mind\u00a0it.") },
		"one heading twice, and links to both": func(root fstest.MapFS) {
			edit(t, root, helloText, "## Run it", "## Run it\n\n[one](#run-it), [two](#run-it-2)\n\n## Run it")
		},
		"a home": func(root fstest.MapFS) {
			edit(t, root, ContentsPath, contentsTop, contentsTop+"home: https://example.org/\n")
		},
		"links to the glossary":    func(root fstest.MapFS) { edit(t, root, helloText, "(again.md)", "(glossary.md)") },
		"steps up to a joined one": func(root fstest.MapFS) { edit(t, root, helloText, "```pair server 3", "```pair server 1-2") },
	} {
		root := course(t)
		change(root)
		if got := texts(Load(root).CheckSources()); len(got) > 0 {
			t.Errorf("%s: %s", what, strings.Join(got, "\n"))
		}
	}
}

// countWords finds the words of the first lesson by the problem that too many
// make.
func countWords(t *testing.T, root fstest.MapFS) int {
	t.Helper()
	longer := fstest.MapFS{}
	for name, file := range root {
		longer[name] = &fstest.MapFile{Data: slices.Clone(file.Data)}
	}
	edit(t, longer, helloText, "> Linux.", "> Linux. "+strings.Repeat("word ", MostWords))
	for _, problem := range texts(Load(longer).CheckSources()) {
		var line, words int
		if n, _ := fmt.Sscanf(problem, helloText+":%d: the text has %d words", &line, &words); n == 2 {
			return words - MostWords
		}
	}
	t.Fatal("the words were not counted")
	return 0
}

// TestSecondDivider wants what follows a second line of hyphens to stay in the
// first answer.
func TestSecondDivider(t *testing.T) {
	lesson := Load(change(t, helloText, "> Like this.", "> Like this.\n>\n> ---\n> And that.")).Lesson("hello")
	for n := lesson.Document().FirstChild(); n != nil; n = n.NextSibling() {
		if callout, ok := n.(*Callout); ok && callout.Name == "EXERCISE" {
			if got := callout.ChildCount(); got != 2 {
				t.Errorf("the callout has %d children, want its text and one answer", got)
			}
		}
	}
}

// TestArrowsWhenTheRecordingIsFresh wants a false arrow to be found, but not
// after a change to a program: what it does now is not recorded yet.
func TestArrowsWhenTheRecordingIsFresh(t *testing.T) {
	root := fstest.MapFS{}
	if err := fillFrom(root, "../render/testdata/course"); err != nil {
		t.Fatal(err)
	}
	const text = "lessons/greeting.md"
	edit(t, root, text, "client 2 -> server 4 : 9 bytes", "client 2 -> server 4 : 8 bytes")
	if got := texts(Load(root).CheckSources()); len(got) != 1 || !strings.Contains(got[0], "the packets do not show this") {
		t.Errorf("of a recording that is fresh: %q", got)
	}
	root["snippets/greeting/client/client.py"].Data = append(root["snippets/greeting/client/client.py"].Data, "# The end.\n"...)
	if got := texts(Load(root).CheckSources()); len(got) > 0 {
		t.Errorf("of a recording that is stale: %q", got)
	}
}

// TestWireIsTheCapture wants a section wire that is not what the packets say to
// be found, and packets that are gone or damaged.
func TestWireIsTheCapture(t *testing.T) {
	const run, capture = "snippets/greeting/run.txtar", "snippets/greeting/run.pcapng"
	for want, change := range map[string]func(root fstest.MapFS){
		"": func(fstest.MapFS) {},
		run + ":1: the section wire is not what run.pcapng holds": func(root fstest.MapFS) {
			reseal(t, root, func(rec *Recording) { rec.Wire = strings.Replace(rec.Wire, "hello", "hallo", 1) })
		},
		run + ":1: the section wire is there, and run.pcapng is not": func(root fstest.MapFS) {
			delete(root, capture)
			reseal(t, root, func(rec *Recording) {
				rec.Sources = slices.DeleteFunc(rec.Sources, func(s SourceHash) bool { return s.Path == runfile.CaptureName })
			})
		},
		run + ":1: recorded with run.pcapng, which is gone": func(root fstest.MapFS) { delete(root, capture) },
		capture + ":1: changed since it was recorded":       func(root fstest.MapFS) { root[capture].Data = []byte("x") },
		capture + ":1: read pcapng":                         func(root fstest.MapFS) { root[capture].Data = []byte("x") },
	} {
		root := fstest.MapFS{}
		if err := fillFrom(root, "../render/testdata/course"); err != nil {
			t.Fatal(err)
		}
		change(root)
		got := texts(Load(root).Lesson("greeting").Stale())
		if want == "" && len(got) > 0 || want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("want %q, got\n%s", want, strings.Join(got, "\n"))
		}
	}
}

// reseal changes the recording of the lesson greeting, and seals it anew.
func reseal(t *testing.T, root fstest.MapFS, change func(*Recording)) {
	t.Helper()
	run := Load(root).Lesson("greeting").Run
	change(run.Recording)
	text, err := run.Format()
	if err != nil {
		t.Fatal(err)
	}
	root[run.Path].Data = text
}

// fillFrom copies a folder of the disk into a map.
func fillFrom(root fstest.MapFS, folder string) error {
	from := os.DirFS(folder)
	return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(from, name)
		root[name] = &fstest.MapFile{Data: text}
		return err
	})
}

func TestUnrecorded(t *testing.T) {
	root := course(t)
	if got := len(Load(root).Lesson("hello").Unrecorded()); got != 4 {
		t.Errorf("of a lesson that was never recorded: %d programs, want 4", got)
	}
	record(t, root)
	edit(t, root, serverPy, "64", "65")
	got := Load(root).Lesson("hello").Unrecorded()
	if len(got) != 1 || got[0].Path != serverPy {
		t.Errorf("after a change of %s: %v", serverPy, got)
	}
}

func TestPlayable(t *testing.T) {
	for what, test := range map[string]struct {
		change func(root fstest.MapFS)
		want   bool
	}{
		"as it is":               {func(fstest.MapFS) {}, true},
		"without one in Python":  {func(root fstest.MapFS) { delete(root, clientPy) }, false},
		"without one in Go":      {func(root fstest.MapFS) { delete(root, clientGo) }, false},
		"without a role":         {func(root fstest.MapFS) { edit(t, root, helloRun, "client\n", "client\npeer\n") }, false},
		"without a script":       {func(root fstest.MapFS) { delete(root, helloRun) }, false},
		"a role that is not run": {func(root fstest.MapFS) { edit(t, root, helloRun, "client\n", "") }, true},
	} {
		root := course(t)
		test.change(root)
		if got := Load(root).Lesson("hello").Playable(); got != test.want {
			t.Errorf("%s: %v, want %v", what, got, test.want)
		}
	}
}

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

// TestTitlesInAnswers wants bold that opens an answer to be a title, and a
// term's id to keep its digits.
func TestTitlesInAnswers(t *testing.T) {
	root := course(t)
	edit(t, root, helloText, "> Like this.", "> **So** it is: **HTTP/1.1** is a version.")
	terms := Load(root).Lesson("hello").Terms
	if len(terms) != 2 && len(terms) != 1 || terms[len(terms)-1].ID != "term-http-1-1" || slices.ContainsFunc(terms, func(term Term) bool { return term.Name == "So" }) {
		t.Errorf("got %+v", terms)
	}
}

// TestStaleOfACopy wants a lesson with another recording than the file's to be
// judged by that.
func TestStaleOfACopy(t *testing.T) {
	root := course(t)
	record(t, root)
	lesson := *Load(root).Lesson("hello")
	run := *lesson.Run
	run.Recording, lesson.Run = nil, &run
	if got := texts(lesson.Stale()); len(got) != 1 || !strings.Contains(got[0], "nothing is recorded yet") {
		t.Errorf("got %q", got)
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
