package play

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"socketpairs/tools/book"
)

// mostRounds is how often all mixes of a lesson are played, at most, to see
// lines come in another order than recorded.
const mostRounds = 50

// Needless reports each exception of the lesson's run file that is no longer
// needed, as far as this machine can tell. Its Go programs must have been
// built.
//
//   - unordered: the lines have come in one order, the recorded one, in many
//     runs.
//   - needs: this system has not got it, and yet all mixes did what is
//     recorded; or it is more addresses, and no program names any.
func (p *Player) Needless(ctx context.Context, lesson *book.Lesson) ([]book.Problem, error) {
	var problems []book.Problem
	report := func(format string, args ...any) {
		problems = append(problems, book.Problem{Path: lesson.Run.Path, Line: 1,
			Message: fmt.Sprintf(format, args...) + "; remove it"})
	}
	if unmet := Unmet(lesson); unmet != nil {
		if p.agrees(ctx, lesson) {
			report("needs is no longer needed: %v; yet all mixes do here what is recorded", unmet)
		}
		return problems, nil
	}
	if slices.Contains(lesson.Run.Needs, "aliases") && onlyOneAddress(lesson) {
		report("needs: aliases is no longer needed: no program names another address than 127.0.0.1")
	}
	for _, name := range lesson.Run.Unordered {
		varies, err := p.varies(ctx, lesson, name)
		if err != nil {
			return nil, err
		}
		if !varies {
			report("unordered: %s is no longer needed: its lines came in the recorded order in all of %d runs",
				name, mostRounds*len(Mixes(len(lesson.Run.Roles()))))
		}
	}
	return problems, nil
}

// agrees reports whether all mixes can be played, whatever the lesson says
// that it needs, and do what is recorded.
func (p *Player) agrees(ctx context.Context, lesson *book.Lesson) bool {
	if p.buildAll(ctx, []*book.Lesson{lesson}) != nil {
		return false
	}
	for _, mix := range Mixes(len(lesson.Run.Roles())) {
		result, err := p.playHere(ctx, lesson, mix, nil)
		if err != nil || len(result.Failures()) > 0 || len(result.Compare(lesson.Run.Recording)) > 0 {
			return false
		}
	}
	return true
}

// varies reports whether a program's lines come in another order than
// recorded in some run.
func (p *Player) varies(ctx context.Context, lesson *book.Lesson, name string) (bool, error) {
	recorded, _ := lesson.Run.Recording.Output(name)
	for range mostRounds {
		for _, mix := range Mixes(len(lesson.Run.Roles())) {
			result, err := p.Play(ctx, lesson, mix, nil)
			if err != nil {
				return false, err
			}
			if printed, _ := result.Outcome().Output(name); printed != recorded {
				return true, nil
			}
		}
	}
	return false, nil
}

// loopbackAddress is one that stands in a program: addresses are literal.
var loopbackAddress = regexp.MustCompile(`\b127\.\d+\.\d+\.\d+\b`)

// onlyOneAddress reports whether no program names another address of the
// loopback than the one that every system has.
func onlyOneAddress(lesson *book.Lesson) bool {
	for _, program := range lesson.Programs() {
		for _, address := range loopbackAddress.FindAllString(string(program.Source), -1) {
			if address != "127.0.0.1" {
				return false
			}
		}
	}
	return true
}
