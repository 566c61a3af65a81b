package toolchain

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"socketpairs/tools/book"
)

// Vet reports what the compilers of the two languages find wrong with
// programs, which have the syntax that book checks. An error says that some
// programs could not be looked at, and why; the problems of the others are
// reported all the same.
func Vet(ctx context.Context, programs []*book.Program) ([]book.Problem, error) {
	var python, golang []*book.Program
	for _, program := range programs {
		if program.Language == book.Python {
			python = append(python, program)
		} else {
			golang = append(golang, program)
		}
	}
	problems, pythonErr := vetPython(ctx, python)
	more, goErr := vetGo(ctx, golang)
	return append(problems, more...), errors.Join(pythonErr, goErr)
}

// compileAll compiles the programs that it reads as a JSON object by path, and
// writes what is wrong with them as a list of book.Problem. A warning of the
// compiler is an error: an invalid escape in a string is one.
const compileAll = `import json, sys
found = []
def report(path, line, message):
    found.append({"Path": path, "Line": line, "Rule": "compiles", "Message": "Python does not compile this: " + message})
for path, source in json.load(sys.stdin).items():
    try:
        compile(source, path, "exec", dont_inherit=True)
    except SyntaxError as e:
        report(path, e.lineno or 1, e.msg)
    except ValueError as e:
        report(path, 1, str(e))
json.dump(found, sys.stdout)`

// vetPython compiles programs, in one process for all of them.
func vetPython(ctx context.Context, programs []*book.Program) ([]book.Problem, error) {
	if len(programs) == 0 {
		return nil, nil
	}
	python, err := FindPython(ctx)
	if err != nil {
		return nil, fmt.Errorf("no Python program was compiled: %w", err)
	}
	sources := map[string]string{}
	for _, program := range programs {
		sources[program.Path] = string(program.Source)
	}
	input, err := json.Marshal(sources)
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, python.Path, append(isolated, "-W", "error", "-c", compileAll)...)
	command.Stdin = bytes.NewReader(input)
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("no Python program was compiled: %w", err)
	}
	var problems []book.Problem
	return problems, json.Unmarshal(output, &problems)
}

// vetGo checks the types of programs as the compiler does. The packages that
// they import are read as the go command has compiled them.
func vetGo(ctx context.Context, programs []*book.Program) ([]book.Problem, error) {
	files := token.NewFileSet()
	var parsed []*ast.File
	var imports []string
	for _, program := range programs {
		file, err := parser.ParseFile(files, program.Path, program.Source, parser.SkipObjectResolution)
		if err != nil {
			continue // book says so
		}
		parsed = append(parsed, file)
		for _, spec := range file.Imports {
			if path, err := strconv.Unquote(spec.Path.Value); err == nil {
				imports = append(imports, path)
			}
		}
	}
	if len(parsed) == 0 {
		return nil, nil
	}
	exports, err := compiledPackages(ctx, imports)
	if err != nil {
		return nil, fmt.Errorf("no Go program was compiled: %w", err)
	}
	var problems []book.Problem
	config := types.Config{
		Importer: importer.ForCompiler(files, "gc", exports.open),
		Error: func(err error) {
			var wrong types.Error
			if errors.As(err, &wrong) {
				place := files.Position(wrong.Pos)
				problems = append(problems, book.Problem{Path: place.Filename, Line: place.Line, Rule: "compiles", Message: "Go does not compile this: " + wrong.Msg})
			}
		},
	}
	for _, file := range parsed {
		_, _ = config.Check("main", files, []*ast.File{file}, nil) // the errors are collected
	}
	return problems, nil
}

// exports are the files in which the go command keeps what compiled packages
// export, by import path.
type exports map[string]string

func (e exports) open(path string) (io.ReadCloser, error) {
	if e[path] == "" {
		return nil, errors.New("there is no such package in the standard library")
	}
	return os.Open(e[path])
}

// compiledPackages asks the go command for packages and all that they import;
// it compiles what it has not compiled before.
func compiledPackages(ctx context.Context, imports []string) (exports, error) {
	slices.Sort(imports)
	args := []string{"list", "-e", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "--"}
	command := exec.CommandContext(ctx, "go", append(args, slices.Compact(imports)...)...)
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off", "GO111MODULE=off")
	output, err := command.Output()
	if err != nil {
		return nil, err
	}
	all := exports{}
	for line := range strings.Lines(string(output)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		all[path] = file
	}
	return all, nil
}
