package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/play"
	"socketpairs/tools/play/fault"
	"socketpairs/tools/play/toolchain"
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

// recordLessons records the lessons with the given ids, or all. What is wrong
// with one of them does not keep the others from being recorded.
func (a *app) recordLessons(ctx context.Context, ids []string) error {
	b, err := a.load(ctx)
	if err != nil {
		return err
	}
	lessons, err := lessonsNamed(b, ids)
	if err != nil {
		return err
	}
	player, err := a.player(ctx)
	if err != nil {
		return err
	}
	sources := b.CheckSources()
	whole, found, err := a.compilable(ctx, player, a.playableOf(sources, lessons))
	if err != nil {
		return err
	}
	for _, lesson := range lessons {
		problems := problemsOf(sources, lesson)
		if slices.Contains(whole, lesson) {
			if problems, err = a.recordLesson(ctx, player, lesson); err != nil {
				return err
			}
		}
		found = append(found, problems...)
	}
	return asError(found)
}

// playableOf returns those of the lessons that can be played here.
func (a *app) playableOf(sources []book.Problem, lessons []*book.Lesson) (playable []*book.Lesson) {
	for _, lesson := range lessons {
		if len(problemsOf(sources, lesson)) > 0 {
			continue
		}
		if err := play.Unmet(lesson); err != nil {
			fmt.Fprintf(a.stdout, "%s: left as it is: %v\n", lesson.ID, err)
			continue
		}
		playable = append(playable, lesson)
	}
	return playable
}

// compilable builds lessons, and returns those whose programs compile, and
// what the compiler says of the others.
func (a *app) compilable(ctx context.Context, player *play.Player, lessons []*book.Lesson) (whole []*book.Lesson, found []book.Problem, err error) {
	err = a.compile(ctx, player, lessons...)
	var uncompiled toolchain.Uncompiled
	if !errors.As(err, &uncompiled) {
		return lessons, nil, err
	}
	return slices.DeleteFunc(slices.Clone(lessons), func(l *book.Lesson) bool {
		return slices.ContainsFunc(uncompiled, func(p book.Problem) bool { return isBelow(p.Path, l) })
	}), uncompiled, nil
}

// problemsOf returns the problems that keep a lesson from being played: those
// of its script, and of programs that are not there. Its text, or a rule about
// how a program is written, does not keep it from being recorded.
func problemsOf(all []book.Problem, lesson *book.Lesson) []book.Problem {
	return slices.DeleteFunc(slices.Clone(all), func(p book.Problem) bool {
		return p.Path != lesson.Run.Path && (lesson.Playable() || p.Path != lesson.Path && !isBelow(p.Path, lesson))
	})
}

// isBelow reports whether a path is in the lesson's snippet folder.
func isBelow(name string, lesson *book.Lesson) bool {
	return strings.HasPrefix(name, path.Dir(lesson.Run.Path)+"/")
}

// recordLesson plays all mixes of a lesson; if they agree, it writes the
// recording unless the old one says the same.
func (a *app) recordLesson(ctx context.Context, player *play.Player, lesson *book.Lesson) ([]book.Problem, error) {
	sweepUnfinished(filepath.Join(a.root, filepath.FromSlash(path.Dir(lesson.Run.Path))))
	first, problems, err := playAll(ctx, player, lesson)
	if err != nil || len(problems) > 0 {
		return problems, err
	}
	recording, capture, err := newRecording(player, first)
	if err != nil {
		return nil, err
	}
	if old := lesson.Run; a.network != nil && old.Recording != nil && old.Recording.Wire != "" {
		return nil, a.compareOnly(lesson, first)
	}
	problems, err = recordFaults(ctx, player, lesson, recording, capture)
	if err != nil || len(problems) > 0 {
		return problems, err
	}
	changes := lesson.Run.Recording.Changes(recording)
	if changes == "" && (lesson.Run.Capture == nil) != (capture == nil) {
		changes = "packets captured"
	}
	if changes == "" {
		fmt.Fprintf(a.stdout, "%s: unchanged\n", lesson.ID)
		return nil, nil
	}
	if err := a.writeRecording(lesson, recording, capture); err != nil {
		return nil, err
	}
	fmt.Fprintf(a.stdout, "%s: %s\n", lesson.ID, changes)
	return nil, nil
}

// compareOnly is what record does where no packets can be captured, and some
// are recorded: to write would lose them.
func (a *app) compareOnly(lesson *book.Lesson, now *play.Result) error {
	if len(lesson.Stale()) == 0 && len(now.Compare(lesson.Run.Recording)) == 0 {
		fmt.Fprintf(a.stdout, "%s: unchanged, as far as can be seen without its packets\n", lesson.ID)
		return nil
	}
	return asError([]book.Problem{{Path: lesson.Run.Path, Line: 1, Message: fmt.Sprintf(
		"not recorded: the packets that are recorded would be lost. %v. Record the lesson on Linux, where that is possible, or as root",
		a.network)}})
}

// recordFaults adds to a recording what each fault that the lesson claims to
// survive does to the server in Python; in Go it must do the same.
func recordFaults(ctx context.Context, player *play.Player, lesson *book.Lesson, recording *book.Recording, capture []byte) ([]book.Problem, error) {
	again, err := recordedAs(lesson, recording, capture)
	if err != nil {
		return nil, err
	}
	var problems []book.Problem
	for _, name := range lesson.Run.Survives {
		mixes, err := fault.Mixes(again)
		if err != nil {
			return nil, err
		}
		var first *fault.Result
		for _, mix := range mixes {
			result, err := fault.Play(ctx, player, again, mix, name, nil)
			trouble, err := asProblems(err)
			if err != nil {
				return nil, err
			}
			if problems = append(problems, trouble...); len(trouble) > 0 {
				continue
			}
			problems = append(problems, result.Failures()...)
			if first == nil {
				first = result
				recording.Faults = append(recording.Faults, book.Output{Name: name, Text: result.Section()})
				continue
			}
			problems = append(problems, result.CompareWith(first)...)
		}
	}
	return problems, nil
}

// recordedAs returns the lesson as it is with another recording.
func recordedAs(lesson *book.Lesson, recording *book.Recording, capture []byte) (*book.Lesson, error) {
	run, again := *lesson.Run, *lesson
	run.Recording, run.Capture, run.Trace, again.Run = recording, capture, nil, &run
	if capture == nil {
		return &again, nil
	}
	var err error
	run.Trace, err = wire.ReadCapture(capture)
	return &again, err
}

// playAll plays every mix and, once more, the first one as a reader types it.
// It returns the first result, and what failed or differs.
func playAll(ctx context.Context, player *play.Player, lesson *book.Lesson) (first *play.Result, problems []book.Problem, err error) {
	mixes := play.Mixes(len(lesson.Run.Roles()))
	for i, mix := range append(mixes, mixes[0]) {
		if i == len(mixes) {
			player = player.Piped()
		}
		result, err := player.Play(ctx, lesson, mix, nil)
		found, err := asProblems(err)
		if err != nil || len(found) > 0 { // no end: each further mix might cost as much time
			return nil, oncePerPlace(append(problems, found...)), err
		}
		found = result.Failures()
		switch {
		case len(found) > 0: // what else differs follows from that
		case first == nil:
			first = result
		default:
			found = result.CompareWith(first)
		}
		if problems = append(problems, found...); i == len(mixes)-1 && len(problems) > 0 {
			break
		}
	}
	return first, oncePerPlace(problems), nil
}

// oncePerPlace leaves out what is reported of a place again, with another mix:
// a program that fails, fails in each.
func oncePerPlace(problems []book.Problem) []book.Problem {
	seen := map[string]bool{}
	return slices.DeleteFunc(problems, func(p book.Problem) bool {
		what, _, _ := strings.Cut(p.Message, ", with ")
		place := fmt.Sprint(p.Path, p.Line, what)
		again := seen[place]
		seen[place] = true
		return again
	})
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
	packets := filepath.Join(a.root, filepath.FromSlash(run.CapturePath()))
	if capture != nil {
		if err := writeFile(packets, capture); err != nil {
			return err
		}
	}
	return writeFile(name, text)
}

// unfinished begins the names of files that are being written.
const unfinished = ".new-"

// sweepUnfinished removes what a killed command was writing in a folder: to
// write it takes no minute.
func sweepUnfinished(folder string) { sweepOlder(time.Minute, folder, unfinished) }

// sweepOlder removes what is in a folder under a name that begins so, and has
// not changed for so long.
func sweepOlder(age time.Duration, folder, prefix string) {
	entries, _ := os.ReadDir(folder) // what is wrong with it has been reported
	for _, entry := range entries {
		info, err := entry.Info()
		if err == nil && strings.HasPrefix(entry.Name(), prefix) && time.Since(info.ModTime()) > age {
			_ = os.RemoveAll(filepath.Join(folder, entry.Name()))
		}
	}
}

// writeFile replaces a file in one step.
func writeFile(name string, text []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(name), unfinished+"*")
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
