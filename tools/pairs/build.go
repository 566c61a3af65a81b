package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"socketpairs/tools/book"
	"socketpairs/tools/book/rule"
	"socketpairs/tools/play"
	"socketpairs/tools/play/toolchain"
	"socketpairs/tools/publish"
	"socketpairs/tools/render"
)

const (
	buildSummary = "pairs build: check the course, then write site/. A broken course leaves the site as it was.\nA recording that is stale does not: its page says so. Nor does a program that is being written: its page shows it as it is."
	checkSummary = "pairs check: all problems of the course, one a line: path:line: what is wrong (rule)."
)

func (a *app) check(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	rules := flags.Bool("rules", false, "list the rules instead: the name of each, and why it is one")
	if err := a.noWords(flags, checkSummary, args); err != nil {
		return err
	}
	if *rules {
		return a.listRules()
	}
	b, err := a.load(ctx)
	if err != nil {
		return err
	}
	if err := asError(rule.Sorted(append(b.Check(), a.vet(ctx, b)...))); err != nil {
		return err
	}
	_, err = until(ctx, func() (publish.Files, error) { return a.render(b) })
	if err == nil {
		fmt.Fprintf(a.stdout, "no problems in %s\n", count(len(b.Lessons), "lesson"))
	}
	return err
}

func (a *app) listRules() error {
	table := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, rule := range rule.All() {
		fmt.Fprintf(table, "%s\t%s\n", rule.Name, rule.Why)
	}
	return table.Flush()
}

// vet reports what the compilers find in the programs that have not run as
// they are now, and says on standard error what could not be compiled here.
func (a *app) vet(ctx context.Context, b *book.Book) []book.Problem {
	var programs []*book.Program
	for _, lesson := range b.Lessons {
		if play.Unmet(lesson) == nil { // else it may be for another system
			programs = append(programs, lesson.Unrecorded()...)
		}
	}
	problems, err := toolchain.Vet(ctx, programs)
	if err != nil {
		fmt.Fprintf(a.stderr, "pairs: not checked: %v\n", err)
	}
	return problems
}

func (a *app) build(ctx context.Context, args []string) error {
	if err := a.noWords(flag.NewFlagSet("build", flag.ContinueOnError), buildSummary, args); err != nil {
		return err
	}
	done, err := buildOnce(ctx, a.root)
	if err != nil {
		return err
	}
	a.tellStale(done.stale)
	for _, name := range done.changed {
		fmt.Fprintln(a.stdout, "site/"+name)
	}
	fmt.Fprintf(a.stdout, "%s changed\n", count(len(done.changed), "file"))
	return asError(done.programs)
}

// tellStale says which recordings are stale. The build goes on: the text of a
// lesson can be written while a program of it is being changed.
func (a *app) tellStale(stale []book.Problem) {
	if len(stale) > 0 {
		fmt.Fprintf(a.stderr, "%v of the recordings; their pages say so\n", asError(stale))
	}
}

func (a *app) render(b *book.Book) (publish.Files, error) {
	return render.Site(b, os.DirFS(filepath.Join(a.root, filepath.FromSlash(themeFolder))))
}

// count says how many there are of something.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
