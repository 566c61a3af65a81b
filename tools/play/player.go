package play

import (
	"context"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/play/toolchain"
)

// Player plays runs. It may play several at once.
type Player struct {
	Python *toolchain.Interpreter
	Go     *toolchain.Compiler

	// Private reports whether each run gets a network of its own, in which
	// its packets are captured. Without, runs go one at a time on the real
	// loopback, and nothing is known of the wire.
	Private bool

	Silence time.Duration // see the constant

	root  string
	start Starter
}

// Program is a program of a run, about to start. Its source may be from the
// checkout or from anywhere: the Path is what problems name.
type Program struct {
	*book.Program
	Args   []string
	Folder string // the run's, empty at first: the program works there
}

// Starter makes of a program the command that a run starts. It is the one way
// from a run to its processes: whoever wants a program to start otherwise, from
// a buffer, with input or files, below a tracer or with limits, wraps it; see
// [Player.With].
type Starter func(Program) (*exec.Cmd, error)

// NewPlayer finds Python and Go. The root is the project's folder, which the
// programs' paths are relative to. Private says whether netbox.Enter has
// succeeded.
func NewPlayer(ctx context.Context, root string, private bool) (*Player, error) {
	python, err := toolchain.FindPython(ctx)
	if err != nil {
		return nil, err
	}
	golang, err := toolchain.FindGo(ctx)
	if err != nil {
		return nil, err
	}
	root, err = filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	p := &Player{Python: python, Go: golang, Private: private, Silence: Silence, root: root}
	p.start = func(program Program) (*exec.Cmd, error) {
		if program.Language == book.Go {
			return exec.Command(golang.Executable(program.Program), program.Args...), nil
		}
		return python.Command(p.file(program), program.Args), nil
	}
	return p, nil
}

// file is where a program stands in the checkout.
func (p *Player) file(program Program) string {
	return filepath.Join(p.root, filepath.FromSlash(program.Path))
}

// With returns a player that starts programs as wrap says, which gets the way
// in which they start without it.
func (p *Player) With(wrap func(Starter) Starter) *Player {
	again := *p
	again.start = wrap(p.start)
	return &again
}

// Piped returns a player whose Python programs find no terminal behind their
// output; see [toolchain.Interpreter.PipedCommand].
func (p *Player) Piped() *Player {
	return p.With(func(next Starter) Starter {
		return func(program Program) (*exec.Cmd, error) {
			if program.Language == book.Go {
				return next(program)
			}
			return p.Python.PipedCommand(p.file(program), program.Args), nil
		}
	})
}

// Build builds the Go programs of lessons, all with one command. Lessons that
// cannot be played here are left out: they may not even compile. An error that
// is a [toolchain.Uncompiled] is about the programs that it names alone.
func (p *Player) Build(ctx context.Context, lessons ...*book.Lesson) error {
	return p.buildAll(ctx, slices.DeleteFunc(slices.Clone(lessons), func(l *book.Lesson) bool { return Unmet(l) != nil }))
}

// buildAll is Build, and leaves no lesson out.
func (p *Player) buildAll(ctx context.Context, lessons []*book.Lesson) error {
	var programs []*book.Program
	for _, lesson := range lessons {
		programs = append(programs, lesson.Programs()...)
	}
	return p.Go.Build(ctx, programs...)
}
