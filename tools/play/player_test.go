package play_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/need"
	"socketpairs/tools/play"
	"socketpairs/tools/play/playtest"
)

// fromBuffer is a lesson that is in no file, with one program in each language.
func fromBuffer(t *testing.T, python, golang string) *book.Lesson {
	t.Helper()
	file, problems := runfile.Parse("snippets/x/run.txtar", []byte("one a b\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &book.Lesson{ID: "x", Run: &book.Run{File: *file, Path: "snippets/x/run.txtar"}, Pairs: []*book.Pair{{
		Role:   "one",
		Python: &book.Program{Language: book.Python, Path: "snippets/x/one/one.py", Source: []byte(python)},
		Go:     &book.Program{Language: book.Go, Path: "snippets/x/one/one.go", Source: []byte(golang)},
	}}}
}

// stored starts a program from a file in the run's folder.
func stored(p *play.Player) func(play.Starter) play.Starter {
	return func(next play.Starter) play.Starter {
		return func(program play.Program) (*exec.Cmd, error) {
			if program.Language == book.Go {
				return next(program)
			}
			file := filepath.Join(program.Folder, "source")
			return p.Python.Command(file, program.Args), os.WriteFile(file, program.Source, 0o644)
		}
	}
}

// TestAStartIsWrapped starts programs that no checkout has, each with what a
// wrapper adds to its command.
func TestAStartIsWrapped(t *testing.T) {
	playtest.Together(t)
	player := playtest.Player(t, "nowhere", playtest.NotPrivate == nil)
	player = player.With(stored(player))
	lesson := fromBuffer(t, `import os, sys
print(sys.argv[1:], sys.stdin.read(), os.listdir("notes"))
`, `package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	input, _ := io.ReadAll(os.Stdin)
	files, _ := os.ReadDir("notes")
	fmt.Printf("['%s', '%s'] %s ['%s']\n", os.Args[1], os.Args[2], input, files[0].Name())
}
`)
	if err := player.Build(t.Context(), lesson); err != nil {
		t.Fatal(err)
	}
	player = player.With(func(next play.Starter) play.Starter {
		return func(program play.Program) (*exec.Cmd, error) {
			command, err := next(program)
			if err == nil {
				command.Stdin = strings.NewReader("typed")
				err = os.MkdirAll(filepath.Join(program.Folder, "notes", "a"), 0o755)
			}
			return command, err
		}
	})
	for _, mix := range play.Mixes(1) {
		result, err := player.Play(t.Context(), lesson, mix, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := result.Programs[0].Stdout; got != "['a', 'b'] typed ['a']\n" {
			t.Errorf("%v printed %q, %v", mix, got, result.Failures())
		}
	}
}

// TestAStartWithLimits starts a program below a shell that takes its right to
// open files, and wants its own failure at its own line.
func TestAStartWithLimits(t *testing.T) {
	if runtime.GOOS == "windows" {
		need.Skip(t, "limits were not verified: there is no ulimit here")
	}
	playtest.Together(t)
	player := playtest.Player(t, "nowhere", playtest.NotPrivate == nil)
	player = player.With(stored(player)).With(func(next play.Starter) play.Starter {
		return func(program play.Program) (*exec.Cmd, error) {
			command, err := next(program)
			command.Args = append([]string{"sh", "-c", `ulimit -n 16; exec "$@"`, "sh"}, command.Args...)
			command.Path, command.Err = "/bin/sh", nil
			return command, err
		}
	})
	lesson := fromBuffer(t, "print()\nfiles = [open('source') for _ in range(20)]\n", "package main\n")
	result, err := player.Play(t.Context(), lesson, play.Mix{book.Python}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if failures := result.Failures(); len(failures) != 1 || !strings.Contains(failures[0].String(), "Too many open files") {
		t.Errorf("got %v", failures)
	}
}

// TestAStartThatFails wants the name of the program that could not be started.
func TestAStartThatFails(t *testing.T) {
	player := playtest.Player(t, "nowhere", playtest.NotPrivate == nil).With(func(play.Starter) play.Starter {
		return func(play.Program) (*exec.Cmd, error) { return exec.Command("/no/such/program"), nil }
	})
	_, err := player.Play(t.Context(), fromBuffer(t, "", ""), play.Mix{book.Python}, nil)
	if err == nil || !strings.Contains(err.Error(), "start one: ") {
		t.Errorf("got %v", err)
	}
}
