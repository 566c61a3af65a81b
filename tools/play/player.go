package play

import (
	"context"
	"os/exec"
	"path/filepath"
	"slices"

	"socketpairs/tools/book"
)

// NewPlayer finds Python and Go. The root is the project's folder, which the
// programs' paths are relative to. Private says whether netbox.Enter has
// succeeded.
func NewPlayer(ctx context.Context, root string, private bool) (*Player, error) {
	python, err := FindPython(ctx)
	if err != nil {
		return nil, err
	}
	golang, err := FindGo(ctx)
	if err != nil {
		return nil, err
	}
	root, err = filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	player := &Player{Python: python, Go: golang, Private: private, Silence: Silence}
	player.command = player.built(root)
	return player, nil
}

// Piped returns a player whose Python programs run as python3 FILE does
// where its output is no terminal: Python then keeps what is printed until the
// program ends, or flushes it.
func (p *Player) Piped() *Player {
	again := *p
	again.command = func(program *book.Program, args []string) *exec.Cmd {
		command := p.command(program, args)
		if i := slices.Index(command.Args, bootstrap); i >= 0 && program.Language == book.Python {
			command.Args = slices.Delete(command.Args, i-1, i+1) // -c and the bootstrap
		}
		return command
	}
	return &again
}

// built returns the command for a Go program that the compiler has kept, or
// for a Python program below the root.
func (p *Player) built(root string) func(*book.Program, []string) *exec.Cmd {
	return func(program *book.Program, args []string) *exec.Cmd {
		if program.Language == book.Go {
			return exec.Command(p.Go.binary(program), args...)
		}
		return p.Python.command(filepath.Join(root, filepath.FromSlash(program.Path)), args)
	}
}
