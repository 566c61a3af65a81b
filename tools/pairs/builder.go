package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"socketpairs/tools/book"
	"socketpairs/tools/publish"
	"socketpairs/tools/render"
)

// Folders of the project, by their paths with slashes.
const (
	siteFolder  = "site"
	themeFolder = "tools/render/theme"
)

// sourceFolders are those that the site is made from.
var sourceFolders = []string{book.LessonsDir, book.SnippetsDir, themeFolder}

// builder builds the site, and keeps what it read, made and wrote: the next
// build costs what changed.
type builder struct {
	loader *book.Loader
	render func(*book.Book, fs.FS) (map[string][]byte, error)
	theme  fs.FS
	site   *publish.Folder
	files  publish.Files // of the last build that was written; nil before
}

// newBuilder returns a builder that renders with a function: render.Site if it
// will build once, that of a Renderer if again and again.
func newBuilder(root string, render func(*book.Book, fs.FS) (map[string][]byte, error)) *builder {
	return &builder{
		loader: book.NewLoader(os.DirFS(root)),
		render: render,
		theme:  os.DirFS(filepath.Join(root, filepath.FromSlash(themeFolder))),
		site:   publish.NewFolder(filepath.Join(root, siteFolder)),
	}
}

// buildOnce builds the site of a project.
func buildOnce(ctx context.Context, root string) (built, error) {
	return newBuilder(root, render.Site).build(ctx)
}

// built is what a build did.
type built struct {
	changed  []string       // files of the site, by their paths in it
	stale    []book.Problem // recordings: their pages show the last one, and say so
	programs []book.Problem // of programs that are being written: their pages show them as they are
}

// build makes the site equal to the sources as they are now, or leaves it as
// it is and returns why. It returns as soon as ctx ends; the builder is of no
// use then.
func (b *builder) build(ctx context.Context) (built, error) {
	type result struct {
		course   *book.Book
		programs []book.Problem
		files    publish.Files
	}
	made, err := until(ctx, func() (r result, err error) {
		r.course = b.loader.Load()
		found := r.course.CheckSources()
		if slices.ContainsFunc(found, hinders) {
			return r, asError(found)
		}
		r.programs = found
		r.files, err = b.render(r.course, b.theme)
		return r, err
	})
	if err != nil {
		return built{}, fullTable(err)
	}
	changed, err := b.site.Write(ctx, made.files)
	if err != nil {
		return built{}, err
	}
	b.files = made.files
	return built{changed, made.course.Stale(), made.programs}, nil
}

// hinders reports whether a problem keeps the site from being built.
func hinders(p book.Problem) bool { return !p.IsOfProgram() }

// fullTable says so where a build failed because too many files are open, which
// otherwise looks like a fault of the file that could not be opened.
func fullTable(err error) error {
	if !strings.Contains(err.Error(), syscall.EMFILE.Error()) {
		return err
	}
	return fmt.Errorf("%w: this program may open no more of them; close pages, or raise the limit (ulimit -n)", syscall.EMFILE)
}

// until returns what do returns or, if ctx ends first, its error: so Ctrl-C
// ends a command also while it reads a disk that does not answer. The call of
// do then goes on by itself, and must only read and reckon.
func until[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := do()
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
