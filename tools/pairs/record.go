package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/play"
	"socketpairs/tools/wire"
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
	if err := asError(problemsOf(b.CheckSources(), lessons)); err != nil {
		return err
	}
	player, err := a.player(ctx, a.isolated(), lessons...)
	if err != nil {
		return err
	}
	var found []book.Problem
	for _, lesson := range lessons {
		if err := play.Unmet(lesson); err != nil {
			fmt.Fprintf(a.stdout, "%s: left as it is: %v\n", lesson.ID, err)
			continue
		}
		problems, err := a.recordLesson(ctx, player, lesson)
		if err != nil {
			return err
		}
		found = append(found, problems...)
	}
	return asError(found)
}

// problemsOf returns the problems that keep some lessons from being played:
// those of their scripts, and of programs that are not there. A half-written
// lesson does not keep others from being recorded, nor does its text, or a
// rule about how a program is written, keep the lesson itself.
func problemsOf(all []book.Problem, lessons []*book.Lesson) []book.Problem {
	return slices.DeleteFunc(all, func(p book.Problem) bool {
		return !slices.ContainsFunc(lessons, func(l *book.Lesson) bool {
			return p.Path == l.Run.Path || !l.Playable() && (p.Path == l.Path || strings.HasPrefix(p.Path, path.Dir(l.Run.Path)+"/"))
		})
	})
}

// recordLesson plays all mixes of a lesson; if they agree, it writes the
// recording unless the old one says the same.
func (a *app) recordLesson(ctx context.Context, player *play.Player, lesson *book.Lesson) ([]book.Problem, error) {
	results, err := playAll(ctx, player, lesson)
	if err != nil {
		return nil, err
	}
	recording, capture, err := newRecording(player, results[0])
	if err != nil {
		return nil, err
	}
	var problems []book.Problem
	for _, result := range results {
		problems = append(problems, result.Failures()...)
		problems = append(problems, result.Compare(recording)...)
	}
	if len(problems) > 0 {
		return problems, nil
	}
	problems, err = recordFaults(ctx, player, lesson, recording, capture)
	if err != nil || len(problems) > 0 {
		return problems, err
	}
	changes := lesson.Run.Recording.Changes(recording)
	if changes == "" && (lesson.Run.Capture == nil) != (capture == nil) {
		changes = "packets captured, or no longer"
	}
	if changes == "" {
		fmt.Fprintf(a.stdout, "%s: unchanged\n", lesson.ID)
		return nil, nil
	}
	fmt.Fprintf(a.stdout, "%s: %s\n", lesson.ID, changes)
	return nil, a.writeRecording(lesson, recording, capture)
}

// recordFaults adds to a recording what each fault that the lesson claims to
// survive does to the server in Python; in Go it must do the same.
func recordFaults(ctx context.Context, player *play.Player, lesson *book.Lesson, recording *book.Recording, capture []byte) ([]book.Problem, error) {
	run, again := *lesson.Run, *lesson
	run.Recording, run.Capture, again.Run = recording, capture, &run
	var problems []book.Problem
	for _, name := range run.Survives {
		mixes, err := play.FaultMixes(&again)
		if err != nil {
			return nil, err
		}
		for _, mix := range mixes {
			result, err := player.PlayFault(ctx, &again, mix, name, nil)
			if err != nil {
				return nil, err
			}
			if recording.Fault(name) == "" {
				recording.Faults = append(recording.Faults, book.Output{Name: name, Text: result.Section()})
			}
			problems = append(problems, result.Failures()...)
			problems = append(problems, result.Compare(recording.Fault(name))...)
		}
	}
	return problems, nil
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

// newRecording makes a recording of the first mix, and the file of its
// packets, nil if they are not known.
func newRecording(player *play.Player, result *play.Result) (*book.Recording, []byte, error) {
	var capture []byte
	if result.Captured {
		var file bytes.Buffer
		if err := wire.WritePcapng(&file, result.Packets); err != nil {
			return nil, nil, err
		}
		capture = file.Bytes()
	}
	outcome := result.Outcome()
	return &book.Recording{
		Date:    time.Now().Format(time.DateOnly),
		System:  player.Python.System,
		Python:  player.Python.Version,
		Go:      player.Go.Version,
		Sources: result.Lesson.SourceHashes(capture),
		Outputs: outcome.Outputs,
		Wire:    outcome.Wire,
	}, capture, nil
}

// writeRecording writes a lesson's run file and the file of its packets. The
// run file is the last, so that a recording that was cut short is found to be
// stale.
func (a *app) writeRecording(lesson *book.Lesson, recording *book.Recording, capture []byte) error {
	run := *lesson.Run
	run.Recording = recording
	text, err := run.Format()
	if err != nil {
		return fmt.Errorf("%s: %w", lesson.ID, err)
	}
	name := filepath.Join(a.root, filepath.FromSlash(run.Path))
	packets := filepath.Join(filepath.Dir(name), "run.pcapng")
	if capture == nil {
		err = os.Remove(packets)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	} else {
		err = writeFile(packets, capture)
	}
	if err != nil {
		return err
	}
	return writeFile(name, text)
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
