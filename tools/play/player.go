package play

import (
	"context"
	"os/exec"
	"path/filepath"

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
	player := &Player{Python: python, Go: golang, Private: private, Limit: Limit}
	player.command = player.built(root)
	return player, nil
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
