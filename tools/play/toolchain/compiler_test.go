package toolchain

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/need"
)

// emptyCompiler is a compiler that has built nothing yet.
func emptyCompiler(t *testing.T) *Compiler {
	compiler, err := FindGo(t.Context())
	if err != nil {
		need.Skip(t, "building was not verified: %v", err)
	}
	compiler.kept = t.TempDir()
	return compiler
}

func goProgram(role, body string) *book.Program {
	return &book.Program{Language: book.Go, Path: "snippets/x/" + role + "/" + role + ".go", Source: []byte("package main\n\n" + body + "\n")}
}

// TestEachProgramFailsForItself wants each error at the line of its source, and
// the programs beside it built: also beside one that imports what there is not,
// which the go command says before it compiles anything.
func TestEachProgramFailsForItself(t *testing.T) {
	compiler := emptyCompiler(t)
	fine, twin := goProgram("fine", "func main() {}"), goProgram("twin", "func main() { nothing() }")
	twin.Path = "snippets/y/types/types.go" // the same source in another lesson
	err := compiler.Build(t.Context(), fine, twin,
		&book.Program{Language: book.Python, Path: "snippets/x/one/one.py"},
		goProgram("types", "func main() { nothing() }"),
		goProgram("parsed", "func main( {"),
		goProgram("imports", "import \"nett\"\n\nfunc main() { nett.X() }"))
	var found Uncompiled
	if !errors.As(err, &found) {
		t.Fatalf("got %v", err)
	}
	lines := map[string]int{}
	for _, problem := range found {
		lines[problem.Path] = problem.Line
	}
	want := map[string]int{"snippets/x/types/types.go": 3, "snippets/y/types/types.go": 3, "snippets/x/parsed/parsed.go": 3, "snippets/x/imports/imports.go": 3}
	if !maps.Equal(lines, want) {
		t.Errorf("got %v", found)
	}
	if _, err := os.Stat(compiler.Executable(fine)); err != nil {
		t.Errorf("the program that compiles was not built: %v", err)
	}
	if err := compiler.Build(t.Context(), fine); err != nil {
		t.Error(err)
	}
}

// TestBuiltProgramsAreKept wants that a program is built once for its source.
func TestBuiltProgramsAreKept(t *testing.T) {
	compiler := emptyCompiler(t)
	program := goProgram("one", "func main() {}")
	build := func() string {
		if err := compiler.Build(t.Context(), program); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(compiler.Executable(program))
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(info.Name(), info.Size())
	}
	first := build()
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(compiler.Executable(program), old, old); err != nil {
		t.Fatal(err)
	}
	if build() != first {
		t.Error("the same source was built again")
	}
	program.Source = append(program.Source, "\n// changed\n"...)
	if build() == first {
		t.Error("a changed source was not built")
	}
	entries, err := os.ReadDir(compiler.kept)
	if err != nil || len(entries) != 2 {
		t.Errorf("kept %v (%v), want two programs and no workshop", entries, err)
	}
}

func TestCompilersLinesAreThoseOfTheSources(t *testing.T) {
	programs := map[string][]*book.Program{
		"server-1":     {{Path: "snippets/echo/server/server.go"}},
		"server-2.exe": {{Path: "snippets/udp-echo/server/server.go"}},
	}
	err := uncompiled("# programs/server-2\nserver-2/main.go:3:15: undefined: zzz\n.\\server-1\\main.go:4: other\n", programs, errors.New("exit status 1"))
	if want := "snippets/udp-echo/server/server.go:3: undefined: zzz\nsnippets/echo/server/server.go:4: other"; err.Error() != want {
		t.Errorf("got %v", err)
	}
	err = uncompiled("no space left on device\n", programs, errors.New("exit status 1"))
	if want := "go build: exit status 1\nno space left on device"; err.Error() != want {
		t.Errorf("got %v", err)
	}
}
