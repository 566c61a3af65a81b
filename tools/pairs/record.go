package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/play"
)

const recordSummary = `pairs record [LESSON]: play every mix of each lesson, and write the recordings that changed.
A recording is rewritten only when a source, or what is asserted, has changed.`

func (a *app) record(ctx context.Context, args []string) error {
	ids, err := a.parse(flag.NewFlagSet("record", flag.ContinueOnError), recordSummary, args)
	if err != nil {
		return err
	}
	return a.recordLessons(ctx, ids)
}

// recordLessons records the lessons with the given ids, or all.
func (a *app) recordLessons(ctx context.Context, ids []string) error {
	b := a.load()
	lessons, err := lessonsNamed(b, ids)
	if err != nil {
		return err
	}
	if err := asError(b.CheckSources()); err != nil {
		return err
	}
	player, err := a.player(ctx, a.isolated(), lessons...)
	if err != nil {
		return err
	}
	var found []book.Problem
	for _, lesson := range lessons {
		problems, err := a.recordLesson(ctx, player, lesson)
		if err != nil {
			return err
		}
		found = append(found, problems...)
	}
	return asError(found)
}

// recordLesson plays all mixes of a lesson; if they agree, it writes the
// recording unless the old one says the same.
func (a *app) recordLesson(ctx context.Context, player *play.Player, lesson *book.Lesson) ([]book.Problem, error) {
	results, err := playAll(ctx, player, lesson)
	if err != nil {
		return nil, err
	}
	recording := a.newRecording(player, results[0])
	var problems []book.Problem
	for _, result := range results {
		problems = append(problems, result.Failures()...)
		problems = append(problems, result.Compare(recording)...)
	}
	if len(problems) > 0 {
		return problems, nil
	}
	if lesson.Run.Recording.SameAs(recording) {
		fmt.Fprintf(a.stdout, "%s: unchanged\n", lesson.ID)
		return nil, nil
	}
	fmt.Fprintf(a.stdout, "%s: %s\n", lesson.ID, lesson.Run.Recording.Changes(recording))
	return nil, a.writeRecording(lesson, recording)
}

func playAll(ctx context.Context, player *play.Player, lesson *book.Lesson) ([]*play.Result, error) {
	var results []*play.Result
	for _, mix := range play.Mixes(len(lesson.Run.Roles())) {
		result, err := player.Play(ctx, lesson, mix, nil)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}

func (a *app) newRecording(player *play.Player, result *play.Result) *book.Recording {
	outcome := result.Outcome()
	return &book.Recording{
		Date:    time.Now().Format(time.DateOnly),
		System:  player.Python.System,
		Python:  player.Python.Version,
		Go:      player.Go.Version,
		Sources: result.Lesson.SourceHashes(),
		Outputs: outcome.Outputs,
		Wire:    outcome.Wire,
	}
}

// writeRecording writes a lesson's run file, whole or not at all.
func (a *app) writeRecording(lesson *book.Lesson, recording *book.Recording) error {
	run := *lesson.Run
	run.Recording = recording
	text, err := run.Format()
	if err != nil {
		return fmt.Errorf("%s: %w", lesson.ID, err)
	}
	return writeFile(filepath.Join(a.root, filepath.FromSlash(run.Path)), text)
}

// writeFile replaces a file in one step.
func writeFile(name string, text []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // nothing, once it has been renamed
	_, err = temporary.Write(text)
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Chmod(temporary.Name(), 0o644)
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary.Name(), name)
}
