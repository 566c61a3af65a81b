package toolchain

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// Interpreter is a Python that can run the programs.
type Interpreter struct {
	Path    string // sys.executable: no shim, which would cost 0.1 s a start
	Version string // 3.11.7
	System  string // Linux 6.18, as Python's platform module names it
}

// probe prints what an Interpreter holds, and fails on a Python that is too
// old for the programs.
const probe = `import sys, platform
assert sys.version_info >= (3, 10), "Python 3.10 or later is needed, this is " + platform.python_version()
system = "macOS" if sys.platform == "darwin" else platform.system()
release = platform.mac_ver()[0] if sys.platform == "darwin" else platform.release()
print(sys.executable, platform.python_version(), system + " " + ".".join(release.split("-")[0].split(".")[:2]), sep="\n")`

// FindPython looks for a Python 3.10 or later, by the names that systems give
// it.
func FindPython(ctx context.Context) (*Interpreter, error) {
	names := [][]string{{"python3"}, {"python"}}
	if runtime.GOOS == "windows" {
		names = append([][]string{{"py", "-3"}}, names...)
	}
	problem := errors.New("there is no python3 in PATH")
	for _, name := range names {
		output, err := exec.CommandContext(ctx, name[0], append(name[1:], "-I", "-c", probe)...).Output()
		if fields := strings.Split(strings.TrimSpace(string(output)), "\n"); err == nil && len(fields) == 3 {
			return &Interpreter{strings.TrimSpace(fields[0]), strings.TrimSpace(fields[1]), strings.TrimSpace(fields[2])}, nil
		}
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			problem = errors.New(lastLine(string(exit.Stderr)))
		}
	}
	return nil, fmt.Errorf("no Python to run the programs: %w; install Python 3.10 or later", problem)
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// bootstrap runs a program as python3 FILE does in a terminal: each line is
// written at once and whole. The switch -u would write it in two pieces.
const bootstrap = `import sys
sys.argv.pop(0)
sys.stdout.reconfigure(line_buffering=True)
with open(sys.argv[0], "rb") as file:
    program = compile(file.read(), sys.argv[0], "exec")
exec(program, {"__name__": "__main__", "__builtins__": __builtins__})`

// isolated are the switches with which a program has the standard library
// alone: no environment variables, no installed packages.
var isolated = []string{"-I", "-S", "-X", "utf8"}

// Command returns the command that runs a file as in a terminal.
func (i *Interpreter) Command(file string, args []string) *exec.Cmd {
	return exec.Command(i.Path, slices.Concat(isolated, []string{"-c", bootstrap, file}, args)...)
}

// PipedCommand returns the command that runs a file as where its output is no
// terminal: Python then keeps what is printed until the program ends, or
// flushes it.
func (i *Interpreter) PipedCommand(file string, args []string) *exec.Cmd {
	return exec.Command(i.Path, slices.Concat(isolated, []string{file}, args)...)
}
