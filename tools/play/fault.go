package play

import (
	"context"
	"fmt"
	"slices"

	"socketpairs/tools/book"
	"socketpairs/tools/wire"
)

// fault is how a scripted peer plays one of book.Faults: over TCP, over UDP,
// or both; nil where it makes no sense.
type fault struct {
	stream   func(*peer) error
	datagram func(*peer) error
}

// faultOf returns how a fault is played.
func faultOf(name string) fault {
	return map[string]fault{
		"early-fin":   {stream: earlyFIN},
		"reset":       {stream: reset},
		"gone":        {stream: gone},
		"silent":      {stream: silent},
		"bytewise":    {stream: bytewise},
		"doubled":     {stream: doubled},
		"cut":         {stream: cut},
		"overlong":    {stream: overlongStream, datagram: overlongDatagram},
		"not-utf8":    {stream: notUTF8Stream, datagram: notUTF8Datagram},
		"slow-reader": {stream: slowReader},
		"crowd":       {stream: crowd},
		"empty":       {datagram: emptyDatagram},
	}[name]
}

// over returns how the fault is played over a protocol.
func (f fault) over(protocol wire.Protocol) func(*peer) error {
	if protocol == wire.UDP {
		return f.datagram
	}
	return f.stream
}

// FaultMixes lists the mixes in which a fault is played: the server that it
// is about in each language, every other role in Go, which starts ten times as
// fast.
func FaultMixes(lesson *book.Lesson) ([]Mix, error) {
	target, err := findTarget(lesson)
	if err != nil {
		return nil, err
	}
	roles := lesson.Run.Roles()
	inGo := Mix(slices.Repeat([]book.Language{book.Go}, len(roles)))
	inPython := slices.Clone(inGo)
	inPython[slices.Index(roles, target.start.Role)] = book.Python
	return []Mix{inPython, inGo}, nil
}

// FaultResult is what one run with a fault did.
type FaultResult struct {
	Result

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
func (r *FaultResult) names() wire.Names {
	if r.Captured {
		return wire.NamePorts(wire.Conversations(wire.Segments(r.Packets)), wire.LinuxPorts())
	}
	return wire.NamePorts(r.talks, wire.PortRange{First: 1, Last: 65535})
}

// PlayFault plays the lesson's script with a fault: up to the start of the
// server that the recorded conversation begins at, then a scripted peer, then
// the rest; if the server has ended by then, of the rest only the stops. What
// the peer dials and says is taken from the lesson's recording and capture.
//
// Whether the server goes on after the peer, and what it prints first, is
// waited for as the recording of the fault says. Without one, play watches
// the server until it waits for something, which only Linux shows.
func (p *Player) PlayFault(ctx context.Context, lesson *book.Lesson, mix Mix, name string, observe func(Line)) (*FaultResult, error) {
	result := &FaultResult{Result: Result{Lesson: lesson, Mix: mix, Captured: p.Private, Fault: name}}
	target, err := findTarget(lesson)
	if err != nil {
		return result, err
	}
	result.target = target
	act := faultOf(name).over(target.protocol)
	if act == nil {
		return result, fmt.Errorf("%s: no fault %s against a server that speaks %s", lesson.ID, name, target.protocol)
	}
	s := &stage{player: p, lesson: lesson, mix: mix, observe: observe, isFault: true}
	e := &encounter{stage: s, target: target, result: result, guide: readGuide(lesson.Run.Recording.Fault(name))}
	err = s.play(ctx, &result.Result, func(ctx context.Context) error { return e.run(ctx, act) })
	result.ports = result.names()
	if err != nil {
		return result, s.named(fmt.Errorf("at the fault %s: %w", name, err))
	}
	return result, nil
}
