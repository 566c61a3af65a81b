// Package fault plays a lesson's run with a scripted peer that does to the
// server what an ordinary client does not.
//
// It starts no programs and decides nothing about them: package play does, on
// whose stage it plays. What the faults are called and what authors read of
// them is a table of package runfile; how each is played is the table in
// kinds.go. Begin at [Play].
package fault

import (
	"context"
	"fmt"
	"slices"

	"socketpairs/tools/book"
	"socketpairs/tools/play"
	"socketpairs/tools/wire"
)

// Mixes lists the mixes in which a fault is played: the server that it is
// about in each language, every other role in Go, which starts ten times as
// fast.
func Mixes(lesson *book.Lesson) ([]play.Mix, error) {
	target, err := findTarget(lesson)
	if err != nil {
		return nil, err
	}
	roles := lesson.Run.Roles()
	inGo := play.Mix(slices.Repeat([]book.Language{book.Go}, len(roles)))
	inPython := slices.Clone(inGo)
	inPython[slices.Index(roles, target.start.Role)] = book.Python
	return []play.Mix{inPython, inGo}, nil
}

// Result is what one run with a fault did.
type Result struct {
	play.Result

	kind   kind
	target *target
	ended  bool                // the server has ended before the rest of the script
	before map[string]int      // lines that each program printed before the rest
	notes  []note              // what the peer did and saw
	heard  []answer            // what must be as an ordinary client hears it
	talks  []wire.Conversation // of the peer, but for what was said
	ports  wire.Names
}

// names names the ports that the packets prove, or, without packets, those
// that the peer has used.
func (r *Result) names() wire.Names {
	if r.Captured {
		return wire.Read(r.Packets).Names
	}
	return wire.NamePorts(r.talks, wire.PortRange{First: 1, Last: 65535})
}

// Play plays the lesson's script with a fault: up to the start of the server
// that the recorded conversation begins at, then a scripted peer, then the
// rest; if the server has ended by then, of the rest only the stops. What the
// peer dials and says is taken from the lesson's recording and capture.
//
// Whether the server goes on after the peer, and what it prints first, is
// waited for as the recording of the fault says. Without one, the server is
// watched until it waits for something, which only Linux shows.
func Play(ctx context.Context, player *play.Player, lesson *book.Lesson, mix play.Mix, name string, observe func(play.Line)) (*Result, error) {
	result := &Result{kind: kinds[name]}
	target, err := findTarget(lesson)
	if err != nil {
		return result, err
	}
	result.target = target
	if !result.kind.speaks(target.protocol) {
		return result, fmt.Errorf("%s: no fault %s against a server that speaks %s", lesson.ID, name, target.protocol)
	}
	guide := readGuide(lesson.Run.Recording.Fault(name))
	played, err := player.Perform(ctx, lesson, mix, observe, func(ctx context.Context, s *play.Stage) error {
		e := &encounter{Stage: s, target: target, result: result, guide: guide}
		if err := e.run(ctx); err != nil {
			return fmt.Errorf("at the fault %s: %w", name, err)
		}
		return nil
	})
	result.Result = *played
	result.Fault = name
	result.ports = result.names()
	return result, err
}
