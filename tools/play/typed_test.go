package play_test

import (
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/play"
	"socketpairs/tools/play/playtest"
	"socketpairs/tools/play/toolchain"
)

// TestTypedByHand runs every program as a student does who has copied it: it
// stands alone in an empty folder without a go.mod, and is started by python3
// or by go run.
func TestTypedByHand(t *testing.T) {
	playtest.Together(t)
	root := "../.."
	b := book.Load(os.DirFS(root))
	player := playtest.Player(t, root, playtest.NotPrivate == nil)
	player = player.With(func(play.Starter) play.Starter {
		return func(program play.Program) (*exec.Cmd, error) { return typed(t, player.Python, program) }
	})
	player.Silence = 2 * time.Minute // it may be the compiler that has to finish
	compilePackages(t, b.Lessons)
	for _, lesson := range b.Lessons {
		if err := play.Unmet(lesson); err != nil {
			t.Logf("not played: %v", err)
			continue
		}
		for _, language := range book.Languages { // TestLessons mixes them
			mix := make(play.Mix, len(lesson.Run.Roles()))
			for i := range mix {
				mix[i] = language
			}
			t.Run(lesson.ID+"/"+language.Short(), func(t *testing.T) {
				playtest.Together(t)
				result, err := player.Play(t.Context(), lesson, mix, nil)
				if err != nil {
					t.Fatal(err)
				}
				forgiveGoRun(result)
				for _, problem := range append(result.Failures(), result.Compare(lesson.Run.Recording)...) {
					t.Error(problem)
				}
			})
		}
	}
}

// forgiveGoRun takes away what the command go run itself says at Ctrl-C: that
// its program was interrupted, and that it has failed, even where the program
// ended well.
func forgiveGoRun(result *play.Result) {
	for _, command := range result.Lesson.Run.Commands {
		stop, isStop := command.(book.Stop)
		for i, program := range result.Programs {
			if isStop && program.Start.Name == stop.Name && program.Language == book.Go {
				result.Programs[i].Exit = strings.TrimPrefix(program.Exit, "exit status 1")
				result.Programs[i].Stderr = strings.TrimPrefix(program.Stderr, "signal: interrupt\n")
			}
		}
	}
}

// compilePackages builds what the programs import, with one command, so that
// go run has little left to do: meanwhile the other programs of a run wait.
func compilePackages(t *testing.T, lessons []*book.Lesson) {
	command := exec.Command("go", "build")
	command.Env = append(os.Environ(), typedEnv...)
	for _, lesson := range lessons {
		if play.Unmet(lesson) != nil {
			continue
		}
		for _, pair := range lesson.Pairs {
			file, err := parser.ParseFile(token.NewFileSet(), "", pair.Go.Source, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range file.Imports {
				command.Args = append(command.Args, strings.Trim(spec.Path.Value, `"`))
			}
		}
	}
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
}

// typedEnv has go run find again what it has built in another folder: its name
// is not in it.
var typedEnv = []string{"GOWORK=off", "GOFLAGS=-trimpath"}

// typed copies a program into a folder of its own and returns the command
// that a reader types there. The folder goes with the test: the command's own
// working directory is the run's.
func typed(t *testing.T, python *toolchain.Interpreter, program play.Program) (*exec.Cmd, error) {
	file := filepath.Join(t.TempDir(), filepath.Base(program.Path))
	if err := os.WriteFile(file, program.Source, 0o644); err != nil {
		return nil, err
	}
	if program.Language == book.Python {
		return exec.Command(python.Path, append([]string{file}, program.Args...)...), nil
	}
	command := exec.Command("go", append([]string{"run", file}, program.Args...)...)
	command.Env = append(os.Environ(), typedEnv...)
	return command, nil
}
