package book

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book/rule"
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
