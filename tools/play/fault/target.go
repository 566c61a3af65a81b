package fault

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/wire"
)

// target is the server that faults are played against, as the lesson's
// recording and capture show it.
type target struct {
	start    book.Start // what starts it
	address  netip.AddrPort
	protocol wire.Protocol
	says     []byte // what its first client sends; over UDP its first datagram
	hears    string // what that client receives, with names for ports
}

// findTarget finds the server of the first recorded conversation: the program
// that says that it can be reached where that goes to.
func findTarget(lesson *book.Lesson) (*target, error) {
	problem := func(format string, args ...any) error {
		return fmt.Errorf("%s: faults cannot be played: "+format, append([]any{lesson.Run.Path}, args...)...)
	}
	if lesson.Run.Recording == nil || lesson.Run.Trace == nil {
		return nil, problem("the peer takes what it sends from the lesson's packets, and none are recorded")
	}
	talks := lesson.Run.Trace.Talks
	if len(talks) == 0 {
		return nil, problem("the recorded packets show no conversation")
	}
	first := talks[0]
	if !first.Server.Addr().IsLoopback() {
		return nil, problem("%v is not on the loopback", first.Server)
	}
	for _, start := range lesson.Run.Starts() {
		if output, _ := lesson.Run.Recording.Output(start.Name); reachableAt(output, first.Server) {
			says := first.Stream(wire.Client)
			if first.Protocol == wire.UDP {
				says = first.Turns[0].Data
			}
			hears := lesson.Run.Trace.Names.Rename(string(first.Stream(wire.Server)))
			return &target{start, first.Server, first.Protocol, says, hears}, nil
		}
	}
	return nil, problem("no program says that it is listening on %v, or bound to it", first.Server)
}

// reachableAt reports whether a program says in its output that others reach
// it at an address, or at its port on all addresses.
func reachableAt(output string, address netip.AddrPort) bool {
	for line := range strings.Lines(output) {
		ready, err := runfile.ParseReady(strings.TrimSuffix(line, "\n"))
		if err == nil && ready.Peer == (netip.AddrPort{}) && slices.ContainsFunc(ready.Ends, func(end netip.AddrPort) bool {
			return end.Port() == address.Port() && (end.Addr() == address.Addr() || end.Addr().IsUnspecified())
		}) {
			return true
		}
	}
	return false
}
