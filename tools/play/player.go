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
	return &Player{Python: python, Go: golang, Private: private, Limit: Limit, root: root}, err
}

// command returns the command that runs a program as it is.
func (p *Player) command(program *book.Program, args []string) *exec.Cmd {
	if program.Language == book.Go {
		return exec.Command(p.Go.binary(program), args...)
	}
	return p.Python.command(filepath.Join(p.root, filepath.FromSlash(program.Path)), args)
}
