package main

import (
	"context"
	"crypto/sha256"
	_ "embed" // for the lesson to start from
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"socketpairs/tools/book"
	"socketpairs/tools/lock"
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
	if len(words) != 1 {
		return misused("new takes one name, lower case words with hyphens: pairs new my-lesson")
	}
	id := words[0]
	if err := book.CheckID(id); err != nil {
		return misused("%v", err)
	}
	if err := a.canAdd(ctx, id); err != nil {
		return err
	}
	staged, err := a.playStarter(ctx, id)
	if err != nil {
		return fmt.Errorf("nothing was made: %w", err)
	}
	defer os.RemoveAll(staged)
	if err := a.addLesson(ctx, id, staged); err != nil {
		return fmt.Errorf("nothing was made: %w", err)
	}
	fmt.Fprintf(a.stdout, `lessons/%[1]s.md          write the lesson here
snippets/%[1]s/            and its programs here
go run ./tools/pairs serve       shows it while you write
go run ./tools/pairs record %[1]s   after a change to a program
`, id)
	return nil
}

// canAdd says why a lesson cannot be added now.
func (a *app) canAdd(ctx context.Context, id string) error {
	b, err := a.load(ctx)
	if err != nil {
		return err
	}
	if b.Page(id) != nil {
		return fmt.Errorf("there is a lesson or page %s already", id)
	}
	if err := asError(b.CheckSources()); err != nil {
		return fmt.Errorf("mend these first; nothing was made:\n%w", err)
	}
	return nil
}

// starterFolder begins the names of temporary folders for new lessons.
const starterFolder = "socketpairs-new-"

// playStarter writes a course of the new lesson alone into a temporary folder,
// records it there, and returns the folder: whatever goes wrong until then,
// the project is as it was.
func (a *app) playStarter(ctx context.Context, id string) (folder string, err error) {
	sweepOlder(time.Hour, os.TempDir(), starterFolder) // left by those that were killed
	folder, err = os.MkdirTemp("", starterFolder)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(folder))
		}
	}()
	title := strings.ToUpper(id[:1]) + strings.ReplaceAll(id[1:], "-", " ")
	text := strings.NewReplacer("LESSON", id, "TITLE", title).Replace(starter)
	files, err := txtar.FS(txtar.Parse([]byte(text)))
	if err != nil {
		return folder, err
	}
	if err := os.CopyFS(folder, files); err != nil {
		return folder, err
	}
	contents := fmt.Sprintf("title: New\nparts: [{title: New, intro: New., lessons: [%s]}]\n", id)
	if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(book.ContentsPath)), []byte(contents), 0o644); err != nil {
		return folder, err
	}
	alone := *a
	alone.root = folder
	return folder, alone.recordLessons(ctx, []string{id})
}

// addLesson moves a recorded lesson into the project, puts it at the end of
// the contents and builds the site. If a step fails, those before it are
// undone; if the command is killed, no file is there in part. Two at once wait
// for each other.
func (a *app) addLesson(ctx context.Context, id, staged string) (err error) {
	name, err := newLock(a.root)
	if err != nil {
		return err
	}
	unlock, err := lock.File(ctx, name)
	if err != nil {
		return err
	}
	defer unlock()
	if err := a.canAdd(ctx, id); err != nil {
		return err
	}
	contents, old, with, err := a.contentsWith(ctx, id)
	if err != nil {
		return err
	}
	near, err := a.copyNear(staged)
	if err != nil {
		return err
	}
	defer os.RemoveAll(near)
	var undo undoList
	defer func() {
		if err != nil {
			err = errors.Join(err, undo.all())
		}
	}()
	if err := undo.move(a.root, near, "snippets/"+id, "lessons/"+id+".md"); err != nil {
		return err
	}
	undo.add(func() error { return writeFile(contents, old) })
	if err := writeFile(contents, with); err != nil {
		return err
	}
	_, err = buildOnce(ctx, a.root)
	return err
}

// copyNear copies a folder into a hidden one of the project, from where its
// parts can be moved, whole, to their places; and removes those that killed
// commands have left.
func (a *app) copyNear(staged string) (folder string, err error) {
	sweepUnfinished(a.root)
	folder, err = os.MkdirTemp(a.root, unfinished+"*")
	if err != nil {
		return "", err
	}
	if err := os.CopyFS(folder, os.DirFS(staged)); err != nil {
		return "", errors.Join(err, os.RemoveAll(folder))
	}
	return folder, nil
}

// newLock is the file by which two commands of a user on one project wait for
// each other. It is not in the project: nothing hidden may stay there.
func newLock(root string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	folder := filepath.Join(cache, "socketpairs")
	return filepath.Join(folder, fmt.Sprintf("new-%x.lock", sha256.Sum256([]byte(root)))), os.MkdirAll(folder, 0o755)
}

// contentsWith returns the file of the contents, its text, and the text with a
// lesson behind the last one of the last part.
func (a *app) contentsWith(ctx context.Context, id string) (name string, old, with []byte, err error) {
	name = filepath.Join(a.root, filepath.FromSlash(book.ContentsPath))
	old, err = os.ReadFile(name)
	if err != nil {
		return name, nil, nil, err
	}
	b, err := a.load(ctx)
	if err != nil {
		return name, nil, nil, err
	}
	lessons := b.Lessons
	if len(lessons) == 0 {
		return name, nil, nil, fmt.Errorf("%s names no lesson; add %s by hand", name, id)
	}
	entry := regexp.MustCompile(`(?m)^( *- )` + lessons[len(lessons)-1].ID + ` *$`)
	last := entry.FindSubmatchIndex(old)
	if last == nil {
		return name, nil, nil, fmt.Errorf("%s: the lesson %s has no line of its own; give it one", name, lessons[len(lessons)-1].ID)
	}
	line := fmt.Appendf(nil, "\n%s%s", old[last[2]:last[3]], id)
	return name, old, slices.Insert(slices.Clone(old), last[1], line...), nil
}
