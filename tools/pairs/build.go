package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"socketpairs/tools/book"
	"socketpairs/tools/publish"
	"socketpairs/tools/render"
)

const (
	buildSummary = "pairs build: check the course, then write site/. A broken course leaves the site as it was."
	checkSummary = "pairs check: all problems of the course, one a line."
)

func (a *app) check(_ context.Context, args []string) error {
	if err := a.noWords("check", checkSummary, args); err != nil {
		return err
	}
	b := a.load()
	if err := asError(b.Check()); err != nil {
		return err
	}
	_, err := a.render(b)
	if err == nil {
		fmt.Fprintf(a.stdout, "no problems in %s\n", count(len(b.Lessons), "lesson"))
	}
	return err
}

func (a *app) build(ctx context.Context, args []string) error {
	if err := a.noWords("build", buildSummary, args); err != nil {
		return err
	}
	changed, err := a.publish(ctx)
	if err != nil {
		return err
	}
	for _, name := range changed {
		fmt.Fprintln(a.stdout, "site/"+name)
	}
	fmt.Fprintf(a.stdout, "%s changed\n", count(len(changed), "file"))
	return nil
}

// publish builds the site from the sources as they are now, and returns the
// files that changed.
func (a *app) publish(ctx context.Context) (changed []string, err error) {
	b := a.load()
	if err := asError(b.Check()); err != nil {
		return nil, err
	}
	files, err := a.render(b)
	if err != nil {
		return nil, err
	}
	return publish.Write(ctx, filepath.Join(a.root, "site"), files)
}

func (a *app) render(b *book.Book) (publish.Files, error) {
	return render.Site(b, os.DirFS(filepath.Join(a.root, "tools", "render", "theme")))
}

// count says how many there are of something.
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
