package main

import (
	"bytes"
	"context"
	_ "embed" // for the lesson to start from
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"socketpairs/tools/book"
)

const newSummary = `pairs new LESSON: make a lesson to start from, record it and build the site.
The name is lower case words with hyphens, such as my-lesson.`

// starter is the new lesson's files; LESSON stands for its id and TITLE for
// its title.
//
//go:embed starter.txtar
var starter string

func (a *app) new(ctx context.Context, args []string) error {
	words, err := a.parse(flag.NewFlagSet("new", flag.ContinueOnError), newSummary, args)
	if err != nil {
		return err
	}
	if len(words) != 1 || !book.ValidName(words[0]) {
		return misused("new takes one name, lower case words with hyphens: pairs new my-lesson")
	}
	id := words[0]
	b := a.load()
	if b.Page(id) != nil {
		return fmt.Errorf("there is a lesson or page %s already", id)
	}
	if err := asError(b.CheckSources()); err != nil {
		return fmt.Errorf("mend these first; nothing was made:\n%w", err)
	}
	if err := a.writeStarter(id); err != nil {
		return err
	}
	if err := a.recordLessons(ctx, []string{id}); err != nil {
		return err
	}
	if _, _, err := a.publish(ctx); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, `lessons/%[1]s.md          write the lesson here
snippets/%[1]s/            and its programs here
go run ./tools/pairs serve       shows it while you write
go run ./tools/pairs record %[1]s   after a change to a program
`, id)
	return nil
}

// writeStarter writes the lesson's files and puts it at the end of the
// contents. If one cannot be written, those before it are removed again.
func (a *app) writeStarter(id string) (err error) {
	title := strings.ToUpper(id[:1]) + strings.ReplaceAll(id[1:], "-", " ")
	text := strings.NewReplacer("LESSON", id, "TITLE", title).Replace(starter)
	var made []string
	defer func() {
		for _, name := range slices.Backward(made) {
			if err != nil {
				_ = os.Remove(name) // what cannot be removed is named by err's cause
			}
		}
	}()
	for _, file := range txtar.Parse([]byte(text)).Files {
		name := filepath.Join(a.root, filepath.FromSlash(file.Name))
		folders, err := makeFolders(filepath.Dir(name))
		made = append(made, folders...)
		if err != nil {
			return err
		}
		if err := writeNew(name, file.Data); err != nil {
			return err
		}
		made = append(made, name)
	}
	return a.addToContents(id)
}

// makeFolders makes a folder and those above it, and returns the new ones.
func makeFolders(name string) (made []string, err error) {
	if _, err := os.Stat(name); err == nil {
		return nil, nil
	}
	made, err = makeFolders(filepath.Dir(name))
	if err != nil {
		return made, err
	}
	if err := os.Mkdir(name, 0o755); err != nil {
		return made, err
	}
	return append(made, name), nil
}

// writeNew writes a file that must not be there yet.
func writeNew(name string, text []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// entryLine is a lesson's line in the contents.
var entryLine = regexp.MustCompile(`(?m)^( *- )[a-z0-9-]+ *$`)

// addToContents adds a lesson to the last part.
func (a *app) addToContents(id string) error {
	name := filepath.Join(a.root, "lessons", "contents.yaml")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	lessons, _, _ := bytes.Cut(text, []byte("\npages:"))
	all := entryLine.FindAllSubmatchIndex(lessons, -1)
	if len(all) == 0 {
		return fmt.Errorf("%s: no line names a lesson; add %s by hand", name, id)
	}
	last := all[len(all)-1]
	indent := text[last[2]:last[3]]
	entry := fmt.Appendf(nil, "\n%s%s", indent, id)
	return writeFile(name, slices.Insert(text, last[1], entry...))
}
