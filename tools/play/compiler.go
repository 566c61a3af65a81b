package play

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"socketpairs/tools/book"
)

// Compiler builds Go programs and keeps what it built: a program is built
// again only when its source or the Go version has changed.
type Compiler struct {
	Version string // 1.26.8

	kept string // the folder of the built programs
}

// flags keep the programs small and quick to link; none changes what a
// program does, but for the symbols that a debugger would want.
const flags = "-ldflags=-s -w"

// keepFor is how long a built program that nobody has used stays.
const keepFor = 7 * 24 * time.Hour

// FindGo looks for the go command.
func FindGo(ctx context.Context) (*Compiler, error) {
	output, err := exec.CommandContext(ctx, "go", "env", "GOVERSION").Output()
	if err != nil {
		return nil, fmt.Errorf("no Go to build the programs: %w; install Go from https://go.dev/dl/", err)
	}
	folder, err := cacheFolder()
	if err != nil {
		return nil, err
	}
	kept := filepath.Join(folder, "bin")
	version := strings.TrimPrefix(strings.TrimSpace(string(output)), "go")
	return &Compiler{Version: version, kept: kept}, os.MkdirAll(kept, 0o755)
}

// Build builds the Go programs of lessons that are not built yet, all with
// one command. Lessons that cannot be played here are left out: they may not
// even compile. An error names the lines of the sources.
func (c *Compiler) Build(ctx context.Context, lessons ...*book.Lesson) error {
	return c.buildAll(ctx, slices.DeleteFunc(slices.Clone(lessons), func(l *book.Lesson) bool { return Unmet(l) != nil }))
}

// buildAll is Build, and leaves no lesson out.
func (c *Compiler) buildAll(ctx context.Context, lessons []*book.Lesson) error {
	missing := map[string]*book.Program{} // by name in the workshop
	for _, lesson := range lessons {
		for _, pair := range lesson.Pairs {
			if pair.Go == nil {
				continue
			}
			now := time.Now()
			if err := os.Chtimes(c.binary(pair.Go), now, now); err != nil {
				missing[lesson.ID+"."+pair.Role] = pair.Go
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	c.prune()
	return c.build(ctx, missing)
}

// binary returns where a program's executable is kept: under a name that
// changes with everything that it is made from.
func (c *Compiler) binary(program *book.Program) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s/%s\n%s\n%s", c.Version, runtime.GOOS, runtime.GOARCH, flags, program.Source))
	name := strings.TrimSuffix(filepath.Base(program.Path), ".go")
	return filepath.Join(c.kept, fmt.Sprintf("%s-%x%s", name, sum[:12], exeSuffix()))
}

func exeSuffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

// build compiles programs in a workshop: a module of its own in a temporary
// folder, where each program has a folder of a unique name, because the go
// command names executables by their folders.
func (c *Compiler) build(ctx context.Context, programs map[string]*book.Program) error {
	workshop, err := os.MkdirTemp(c.kept, "workshop-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(workshop)
	module := fmt.Sprintf("module programs\n\ngo %s\n", c.Version)
	if err := os.WriteFile(filepath.Join(workshop, "go.mod"), []byte(module), 0o644); err != nil {
		return err
	}
	for name, program := range programs {
		if err := os.Mkdir(filepath.Join(workshop, name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(workshop, name, "main.go"), program.Source, 0o644); err != nil {
			return err
		}
	}
	if err := runGo(ctx, workshop, programs); err != nil {
		return err
	}
	for name, program := range programs {
		if err := os.Rename(filepath.Join(workshop, "out", name+exeSuffix()), c.binary(program)); err != nil {
			return err
		}
	}
	return nil
}

func runGo(ctx context.Context, workshop string, programs map[string]*book.Program) error {
	command := exec.CommandContext(ctx, "go", "build", "-trimpath", flags, "-o", "out"+string(filepath.Separator), "./...")
	command.Dir = workshop
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off")
	output, err := command.CombinedOutput()
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	return uncompiled(string(output), programs, err)
}

// Uncompiled is the error of programs that do not compile: what the compiler
// says, at the lines of the sources.
type Uncompiled []book.Problem

// Error implements error.
func (u Uncompiled) Error() string {
	var lines []string
	for _, problem := range u {
		lines = append(lines, problem.String())
	}
	return strings.Join(lines, "\n")
}

// workshopLine is a line of the compiler's that names a file in the workshop.
var workshopLine = regexp.MustCompile(`^(?:\.[/\\])?([^/\\]+)[/\\]main\.go:(\d+):(?:\d+:)? (.*)`)

// uncompiled reads what the compiler printed.
func uncompiled(output string, programs map[string]*book.Program, failure error) error {
	var found Uncompiled
	for line := range strings.Lines(output) {
		m := workshopLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil || programs[m[1]] == nil {
			continue
		}
		number, _ := strconv.Atoi(m[2])
		found = append(found, book.Problem{Path: programs[m[1]].Path, Line: number, Message: m[3]})
	}
	if len(found) == 0 {
		return fmt.Errorf("go build: %w\n%s", failure, strings.TrimSpace(output))
	}
	return found
}

// prune removes programs that nobody has used for a while. What cannot be
// removed is in use, or the next one's to remove.
func (c *Compiler) prune() {
	entries, _ := os.ReadDir(c.kept)
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > keepFor {
			_ = os.RemoveAll(filepath.Join(c.kept, entry.Name()))
		}
	}
}
