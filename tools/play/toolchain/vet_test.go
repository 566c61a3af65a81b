package toolchain

import (
	"slices"
	"strings"
	"testing"

	"socketpairs/tools/book"
	"socketpairs/tools/need"
)

// TestVet wants what each language's compiler finds, with its line, and nothing
// about a program that compiles.
func TestVet(t *testing.T) {
	if _, err := FindPython(t.Context()); err != nil {
		need.Skip(t, "that programs are compiled was not verified: %v", err)
	}
	program := func(language book.Language, path, source string) *book.Program {
		return &book.Program{Language: language, Path: path, Source: []byte(source)}
	}
	const head = "package main\n\nimport \"net\"\n\nfunc main() {\n"
	got, err := Vet(t.Context(), []*book.Program{
		program(book.Python, "fine.py", "print('x')\n"),
		program(book.Python, "broken.py", "x = 1\nprint('x'\n"),
		program(book.Python, "return.py", "x = 1\n\nreturn x\n"),
		program(book.Python, "escape.py", "print('\\d')\n"),
		program(book.Go, "fine.go", head+"\tc, _ := net.Dial(\"tcp\", \"127.0.0.1:1\")\n\tc.Close()\n}\n"),
		program(book.Go, "types.go", head+"\tx := 1\n\tnet.Dail(\"tcp\")\n}\n"),
		program(book.Go, "import.go", "package main\n\nimport \"nett\"\n\nfunc main() { nett.X() }\n"),
		program(book.Go, "unused.go", "package main\n\nimport \"net\"\n\nfunc main() {}\n"),
		program(book.Go, "unparsed.go", "package main\n\nfunc main( {\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"broken.py:2: Python does not compile this: '(' was never closed",
		"escape.py:1: Python does not compile this: invalid escape sequence",
		"import.go:3: Go does not compile this: could not import nett (there is no such package in the standard library)",
		"return.py:3: Python does not compile this: 'return' outside function",
		"types.go:6: Go does not compile this: declared and not used: x",
		"types.go:7: Go does not compile this: undefined: net.Dail",
		`unused.go:3: Go does not compile this: "net" imported and not used`,
	}
	var lines []string
	for _, problem := range got {
		lines = append(lines, problem.String())
		if problem.Rule != "compiles" {
			t.Errorf("%v: the rule is %q", problem, problem.Rule)
		}
	}
	slices.Sort(lines)
	if !slices.EqualFunc(lines, want, strings.HasPrefix) {
		t.Errorf("got\n%s", strings.Join(lines, "\n"))
	}
}

// TestVetWithoutPython wants it said that the Python programs were not looked
// at, and the problems of the others.
func TestVetWithoutPython(t *testing.T) {
	got, err := vetPython(t.Context(), nil)
	if err != nil || got != nil {
		t.Errorf("without programs: %v, %v", got, err)
	}
	t.Setenv("PATH", t.TempDir())
	_, err = Vet(t.Context(), []*book.Program{{Language: book.Python, Path: "a.py"}, {Language: book.Go, Path: "a.go", Source: []byte("package main\n")}})
	for _, want := range []string{"no Python program was compiled: no Python to run", "no Go program was compiled: "} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
