package toolchain

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
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
	folder, err := CacheFolder()
	if err != nil {
		return nil, err
	}
	kept := filepath.Join(folder, "bin")
	version := strings.TrimPrefix(strings.TrimSpace(string(output)), "go")
	return &Compiler{Version: version, kept: kept}, os.MkdirAll(kept, 0o755)
}

// Build builds the programs that are not built yet; those in Python are. Each
// fails for itself: an Uncompiled names the lines of all that do not compile,
// and the others are built.
func (c *Compiler) Build(ctx context.Context, programs ...*book.Program) error {
	missing := map[string][]*book.Program{} // by the names of their executables
	for _, program := range programs {
		// To say that it was used today is to ask whether it is there.
		now := time.Now()
		if program.Language == book.Go && os.Chtimes(c.Executable(program), now, now) != nil {
			name := c.nameOf(program)
			missing[name] = append(missing[name], program)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	c.prune()
	var found Uncompiled
	for len(missing) > 0 { // a package that does not exist keeps the others from being built
		var wrong Uncompiled
		if err := c.build(ctx, missing); !errors.As(err, &wrong) {
			return cmp.Or(err, found.orNil())
		}
		found = append(found, wrong...)
		maps.DeleteFunc(missing, func(name string, sources []*book.Program) bool {
			_, err := os.Stat(filepath.Join(c.kept, name))
			return err == nil || slices.ContainsFunc(wrong, func(p book.Problem) bool { return p.Path == sources[0].Path })
		})
	}
	return found.orNil()
}

// Executable returns where a Go program is kept that has been built.
func (c *Compiler) Executable(program *book.Program) string {
	return filepath.Join(c.kept, c.nameOf(program))
}

// nameOf names a program's executable: anew with everything that it is made
// from.
func (c *Compiler) nameOf(program *book.Program) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s/%s\n%s\n%s", c.Version, runtime.GOOS, runtime.GOARCH, flags, program.Source))
	name := strings.TrimSuffix(path.Base(program.Path), ".go")
	if runtime.GOOS == "windows" {
		return fmt.Sprintf("%s-%x.exe", name, sum[:12])
	}
	return fmt.Sprintf("%s-%x", name, sum[:12])
}

// build compiles programs in a workshop: a module of its own in a temporary
// folder, where each program has a folder with the name of its executable.
func (c *Compiler) build(ctx context.Context, programs map[string][]*book.Program) error {
	workshop, err := os.MkdirTemp(c.kept, "workshop-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(workshop)
	module := fmt.Sprintf("module programs\n\ngo %s\n", c.Version)
	if err := os.WriteFile(filepath.Join(workshop, "go.mod"), []byte(module), 0o644); err != nil {
		return err
	}
	for name, sources := range programs {
		folder := filepath.Join(workshop, strings.TrimSuffix(name, ".exe"))
		if err := os.Mkdir(folder, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, "main.go"), sources[0].Source, 0o644); err != nil {
			return err
		}
	}
	failure := runGo(ctx, workshop, programs)
	built := filepath.Join(workshop, "out")
	names, _ := os.ReadDir(built) // there may be none
	for _, name := range names {
		if err := os.Rename(filepath.Join(built, name.Name()), filepath.Join(c.kept, name.Name())); err != nil {
			return err
		}
	}
	return failure
}

func runGo(ctx context.Context, workshop string, programs map[string][]*book.Program) error {
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

// orNil is the error, if it names anything.
func (u Uncompiled) orNil() error {
	if len(u) == 0 {
		return nil
	}
	return u
}

// workshopLine is a line of the compiler's that names a file in the workshop.
var workshopLine = regexp.MustCompile(`^(?:\.[/\\])?([^/\\]+)[/\\]main\.go:(\d+):(?:\d+:)? (.*)`)

// uncompiled reads what the compiler printed.
func uncompiled(output string, programs map[string][]*book.Program, failure error) error {
	var found Uncompiled
	for line := range strings.Lines(output) {
		m := workshopLine.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		number, _ := strconv.Atoi(m[2])
		for _, program := range slices.Concat(programs[m[1]], programs[m[1]+".exe"]) {
			found = append(found, book.Problem{Path: program.Path, Line: number, Message: m[3]})
		}
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

// CacheFolder returns the folder of this project for what is kept between
// runs, and makes it.
func CacheFolder() (string, error) {
	user, err := os.UserCacheDir()
	if err != nil {
		user = os.TempDir()
	}
	folder := filepath.Join(user, "socketpairs")
	return folder, os.MkdirAll(folder, 0o755)
}
