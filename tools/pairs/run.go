package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/play"
	"socketpairs/tools/play/fault"
	"socketpairs/tools/play/toolchain"
	"socketpairs/tools/wire"
)

const runSummary = `pairs run LESSON: play one lesson, each line labeled by the program that printed it.
	go run ./tools/pairs run first-response --mix go,py
The mix names a language for each role, in the order in which they start.`

func (a *app) run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	mixText := flags.String("mix", "", "the `languages` of the roles, such as go,py (default: all Python)")
	faultName := flags.String("fault", "", "try the server with a `fault`: a scripted peer comes before the other programs")
	all := flags.Bool("all", false, "play every mix of languages, one after the other")
	showWire := flags.Bool("wire", false, "print the packets too")
	words, err := a.parse(flags, runSummary+faultList(), args)
	if err != nil {
		return err
	}
	if err := given(flags, "mix", "fault"); err != nil {
		return err
	}
	if len(words) != 1 {
		b, err := a.load(ctx)
		return cmp.Or(err, misused("run takes one lesson: %s", lessonIDs(b)))
	}
	if *faultName != "" && !slices.Contains(runfile.FaultNames(), *faultName) {
		return misused("no fault %q; there are %s", *faultName, strings.Join(runfile.FaultNames(), ", "))
	}
	lesson, err := a.playable(ctx, words[0])
	if err != nil {
		return err
	}
	mixes, err := chosenMixes(lesson, *mixText, *all)
	if err != nil {
		return err
	}
	if *showWire && a.network != nil {
		return fmt.Errorf("--wire: %w", a.network)
	}
	player, err := a.player(ctx, lesson)
	if err != nil {
		return err
	}
	if *faultName != "" {
		return a.playFault(ctx, player, lesson, mixes, *faultName, *showWire)
	}
	return a.playMixes(ctx, player, lesson, mixes, *showWire)
}

// given refuses flags that were given without a value, such as an empty
// variable of a shell.
func given(flags *flag.FlagSet, names ...string) (err error) {
	flags.Visit(func(f *flag.Flag) {
		if slices.Contains(names, f.Name) && f.Value.String() == "" {
			err = misused("--%s takes a value", f.Name)
		}
	})
	return err
}

// playMixes plays mixes one after the other and says at the end how they
// compare with the recording; if that is of other sources, with each other.
func (a *app) playMixes(ctx context.Context, player *play.Player, lesson *book.Lesson, mixes []play.Mix, showWire bool) error {
	var found []book.Problem
	var first *play.Result
	stale := lesson.Stale()
	for i, mix := range mixes {
		if len(mixes) > 1 {
			fmt.Fprintf(a.stdout, "%s== %s\n", strings.Repeat("\n", min(i, 1)), mix.Describe(lesson))
		}
		result, err := player.Play(ctx, lesson, mix, a.labeled(lesson))
		problems, err := asProblems(err)
		if err != nil {
			return err
		}
		if showWire {
			a.ladder(result)
		}
		if len(problems) == 0 {
			problems = result.Failures()
		}
		switch {
		case len(problems) > 0: // what else differs follows from that
		case len(stale) == 0:
			problems = result.Compare(lesson.Run.Recording)
		case first == nil:
			first = result
		default:
			problems = result.CompareWith(first)
		}
		found = append(found, problems...)
	}
	if len(stale) > 0 {
		fmt.Fprintf(a.stderr, "%s: this is what its programs do now; they are not as they were recorded:\n", lesson.ID)
		for _, problem := range stale {
			fmt.Fprintf(a.stderr, "\t%v\n", problem)
		}
	}
	if err := asError(found); err != nil {
		return err
	}
	if len(mixes) > 1 {
		fmt.Fprintf(a.stdout, "\nall %d mixes did the same\n", len(mixes))
	}
	return nil
}

// asProblems returns the problem that an error is, if a program is to blame
// for it; else the error.
func asProblems(err error) ([]book.Problem, error) {
	var trouble *play.Trouble
	if errors.As(err, &trouble) {
		return []book.Problem{trouble.Problem}, nil
	}
	return nil, err
}

// faultList says what each fault is.
func faultList() string {
	text := "\nA fault is a scripted peer that"
	for _, fault := range runfile.Faults() {
		text += fmt.Sprintf("\n  %-12s %s", fault.Name, fault.Does)
	}
	return text
}

// playFault plays mixes with a fault, and compares them with what is recorded
// of it, if anything is.
func (a *app) playFault(ctx context.Context, player *play.Player, lesson *book.Lesson, mixes []play.Mix, name string, showWire bool) error {
	var found []book.Problem
	for i, mix := range mixes {
		fmt.Fprintf(a.stdout, "%s== %s, %s\n", strings.Repeat("\n", min(i, 1)), name, mix.Describe(lesson))
		result, err := fault.Play(ctx, player, lesson, mix, name, nil)
		problems, err := asProblems(err)
		if err != nil {
			return err
		}
		if found = append(found, problems...); len(problems) > 0 {
			continue
		}
		fmt.Fprint(a.stdout, play.Printable(result.Section()))
		if showWire {
			a.ladder(&result.Result)
		}
		found = append(found, result.Failures()...)
		if len(lesson.Stale()) > 0 {
			continue
		}
		if recorded := lesson.Run.Recording.Fault(name); recorded != "" {
			found = append(found, result.Compare(recorded)...)
		}
	}
	return asError(found)
}

// labeled returns what prints each line behind its program's name, with the
// names as wide as the widest.
func (a *app) labeled(lesson *book.Lesson) func(play.Line) {
	width := 0
	for _, start := range lesson.Run.Starts() {
		width = max(width, len(start.Name))
	}
	return func(l play.Line) { fmt.Fprintf(a.stdout, "%*s| %s\n", width, l.Name, play.Printable(l.Text)) }
}

func (a *app) ladder(result *play.Result) {
	segments := wire.Segments(result.Packets)
	names := wire.NamePorts(wire.Conversations(segments), wire.LinuxPorts())
	fmt.Fprintln(a.stdout)
	wire.Ladder(a.stdout, segments, names)
}

// playable finds a lesson whose programs can be started.
func (a *app) playable(ctx context.Context, id string) (*book.Lesson, error) {
	b, err := a.load(ctx)
	if err != nil {
		return nil, err
	}
	lesson := b.Lesson(id)
	if lesson == nil {
		return nil, misused("no lesson %q; there are %s", id, lessonIDs(b))
	}
	if lesson.Playable() {
		return lesson, nil
	}
	return nil, asError(b.CheckSources())
}

// lessonIDs lists the lessons of a course.
func lessonIDs(b *book.Book) string {
	var ids []string
	for _, lesson := range b.Lessons {
		ids = append(ids, lesson.ID)
	}
	return strings.Join(ids, ", ")
}

func chosenMixes(lesson *book.Lesson, text string, all bool) ([]play.Mix, error) {
	roles := len(lesson.Run.Roles())
	switch {
	case all && text != "":
		return nil, misused("--all plays every mix; leave out --mix")
	case all:
		return play.Mixes(roles), nil
	case text == "":
		return play.Mixes(roles)[:1], nil
	}
	mix, err := play.ParseMix(text, roles)
	if err != nil {
		return nil, misused("%v", err)
	}
	return []play.Mix{mix}, nil
}

// player makes a player with the Go programs of lessons built.
func (a *app) player(ctx context.Context, lessons ...*book.Lesson) (*play.Player, error) {
	player, err := play.NewPlayer(ctx, a.root, a.network == nil)
	if err != nil {
		return nil, err
	}
	err = a.compile(ctx, player, lessons...)
	var uncompiled toolchain.Uncompiled
	if errors.As(err, &uncompiled) {
		err = problemsError(uncompiled)
	}
	return player, err
}

// compile builds the Go programs of lessons, and says so if it takes long.
func (a *app) compile(ctx context.Context, player *play.Player, lessons ...*book.Lesson) error {
	slow := time.AfterFunc(time.Second, func() {
		fmt.Fprintln(a.stderr, "building the Go programs; the first time takes longer ...")
	})
	defer slow.Stop()
	return player.Build(ctx, lessons...)
}

// lessonsNamed returns the lessons with the given ids, all without any.
func lessonsNamed(b *book.Book, ids []string) ([]*book.Lesson, error) {
	if len(ids) == 0 {
		return b.Lessons, nil
	}
	var lessons []*book.Lesson
	for _, id := range slices.Compact(ids) {
		lesson := b.Lesson(id)
		if lesson == nil {
			return nil, misused("no lesson %q", id)
		}
		lessons = append(lessons, lesson)
	}
	return lessons, nil
}
