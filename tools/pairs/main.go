// Command pairs builds, checks, plays and serves the course.
//
//	go run ./tools/pairs serve
//
// It joins the packages beside it and adds nothing of its own but words: see
// book for the rules, play for the runs, render and publish for the site.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"socketpairs/tools/book"
	"socketpairs/tools/netbox"
	"socketpairs/tools/play"
)

const usage = `Socket Pairs: network programming in Python and Go, side by side.

	go run ./tools/pairs serve            build, serve on 127.0.0.1, rebuild and reload at a change
	go run ./tools/pairs build            check, then write site/
	go run ./tools/pairs check            all problems, path:line: message (rule); --rules: the rules
	go run ./tools/pairs run LESSON       play one lesson, each line labeled by its program
	go run ./tools/pairs record [LESSON]  play again, and write the recordings that changed
	go run ./tools/pairs new LESSON       a lesson to start from: it builds, runs and passes

Add --help to a command for what else it takes.
Exit status: 0 all is well, 1 there are problems, 2 the command is not as above.
`

// Exit statuses.
const (
	ok       = 0
	problems = 1
	misuse   = 2
)

// app is what every command is given.
type app struct {
	root    string // the project's folder
	network error  // why runs have no network of their own; nil if they have
	stdout  io.Writer
	stderr  io.Writer
}

// command is one of the words that may follow pairs.
type command struct {
	run   func(*app, context.Context, []string) error
	plays bool // it starts programs, in private networks if they are to be had
}

// commands are the commands by name.
var commands = map[string]command{
	"serve":  {run: (*app).serve},
	"build":  {run: (*app).build},
	"check":  {run: (*app).check},
	"run":    {run: (*app).run, plays: true},
	"record": {run: (*app).record, plays: true},
	"new":    {run: (*app).new, plays: true},
}

// collectAt is the growth of the heap, in percent, at which it is collected: a
// large site takes a fifth less memory for a tenth more time.
const collectAt = 60

func main() {
	network := enter(os.Args[1:])
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	os.Exit(start(untilSignal(), os.Args[1:], network, os.Stdout, os.Stderr))
}

// untilSignal returns a context that ends with the first signal to end; the
// second one ends the process at once.
func untilSignal() context.Context {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop)
	return ctx
}

// enter makes private networks possible for the commands that need them. On
// Linux it may start the program again, so it comes before anything is read or
// written.
func enter(args []string) error {
	if len(args) == 0 || !commands[args[0]].plays {
		return nil
	}
	return netbox.Enter()
}

// start runs one command and returns the exit status. The error network says
// why runs have no network of their own.
func start(ctx context.Context, args []string, network error, stdout, stderr io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		fmt.Fprint(stdout, usage)
		return ok
	}
	command, known := commands[args[0]]
	if !known {
		fmt.Fprintf(stderr, "pairs: unknown command %q\n\n%s", args[0], usage)
		return misuse
	}
	if network != nil && !errors.Is(network, netbox.ErrUnavailable) {
		return report(ctx, network, stderr)
	}
	root, err := findRoot()
	if err == nil {
		err = command.run(&app{root, network, stdout, stderr}, ctx, args[1:])
	}
	return report(ctx, err, stderr)
}

// report says what went wrong, and returns the exit status that fits.
func report(ctx context.Context, err error, stderr io.Writer) int {
	var wrong *usageError
	var found problemsError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return ok
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "pairs: interrupted; nothing is left half-done")
		return problems
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "pairs: %v\n", err)
		return misuse
	case errors.As(err, &found):
		fmt.Fprintln(stderr, err)
		return problems
	}
	fmt.Fprintf(stderr, "pairs: %s\n", play.Printable(err.Error()))
	return problems
}

// usageError is a command line that is not as the usage says.
type usageError struct{ message string }

func (e *usageError) Error() string { return e.message }

func misused(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// problemsError is a list of problems, one a line.
type problemsError []book.Problem

func (e problemsError) Error() string {
	text := ""
	for _, problem := range e {
		text += play.Printable(problem.String()) + "\n"
	}
	if len(e) == 1 {
		return text + "1 problem"
	}
	return text + fmt.Sprintf("%d problems", len(e))
}

// asError turns problems into an error; none into nil.
func asError(problems []book.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return problemsError(problems)
}

// findRoot looks for the project's folder here and above.
func findRoot() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(book.ContentsPath))); err == nil {
			return folder, nil
		}
		if parent := filepath.Dir(folder); parent != folder {
			folder = parent
			continue
		}
		return "", fmt.Errorf("no %s here or above; run this inside a checkout of Socket Pairs", book.ContentsPath)
	}
}

// parse reads a command's flags, which may stand before and after its other
// words, and returns those.
func (a *app) parse(flags *flag.FlagSet, summary string, args []string) ([]string, error) {
	flags.SetOutput(a.stdout)
	flags.Usage = func() {
		fmt.Fprintf(a.stdout, "%s\n", summary)
		flags.PrintDefaults()
	}
	var words []string
	for {
		if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil, err
		} else if err != nil {
			return nil, misused("%v", err)
		}
		if flags.NArg() == 0 {
			return words, nil
		}
		words, args = append(words, flags.Arg(0)), flags.Args()[1:]
	}
}

// noWords reads the flags of a command that takes no words.
func (a *app) noWords(flags *flag.FlagSet, summary string, args []string) error {
	words, err := a.parse(flags, summary, args)
	if err == nil && len(words) > 0 {
		return misused("%s takes no words; there is %q", flags.Name(), words[0])
	}
	return err
}

// load reads the course as it is now.
func (a *app) load(ctx context.Context) (*book.Book, error) {
	return until(ctx, func() (*book.Book, error) { return book.Load(os.DirFS(a.root)), nil })
}
