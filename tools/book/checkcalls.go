package book

import (
	"bytes"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/wire"
)

// checkCalls compares the arrows of a calls cell with the recorded packets:
// from the first arrow to the last, each must find what its words claim, on a
// connection between its two roles, in its direction, and not before what the
// arrow above it has found. Data between quotes may be on several connections.
func (c *textChecker) checkCalls(calls []markup.Call) {
	run := c.lesson.Run
	if run.Trace == nil || run.Recording == nil {
		return // nothing is recorded yet
	}
	f := finder{run: run, events: eventsOf(run.Trace)}
	for i, call := range calls {
		claims, err := parseClaims(call.Text)
		if err != nil {
			c.Report(call.Line, "arrow-form", "%v", err)
			continue
		}
		f.then = nil
		if i+1 < len(calls) && sameRoles(call, calls[i+1]) {
			f.then, _ = parseClaims(calls[i+1].Text)
		}
		if missing := f.findAll(call, claims); missing != "" {
			c.Report(call.Line, "arrow-shown", "the packets do not show this: %s from %s to %s, after the arrow above it", missing, call.From.Role, call.To.Role)
		}
	}
}

func sameRoles(a, b markup.Call) bool { return a.From.Role == b.From.Role && a.To.Role == b.To.Role }

// event is one thing that a side of a recorded conversation did.
type event struct {
	talk int
	from wire.Side
	flag wire.Flags // SYN for the handshake, FIN, RST; 0 for data
	data []byte     // of one segment or datagram
	turn int        // for data: how often the sides had taken turns before
}

// eventsOf lists what happened, in the order of the capture. Bytes that were
// sent again count once.
func eventsOf(trace *wire.Trace) []event {
	var events []event
	states := make([]struct {
		next  [2]uint32
		turn  int
		last  wire.Side
		spoke bool
	}, len(trace.Talks))
	for _, s := range trace.Segments {
		if s.Protocol == wire.ICMP {
			continue
		}
		talk, state := trace.Talks[s.Conversation], &states[s.Conversation]
		side := talk.Side(s)
		add := func(e event) {
			e.talk, e.from = s.Conversation, side
			events = append(events, e)
		}
		if s.Flags == wire.SYN && answered(trace, s.Conversation) {
			add(event{flag: wire.SYN})
		}
		isNew := s.Protocol == wire.UDP || len(s.Payload) > 0 && s.Seq >= state.next[side]
		if isNew {
			if state.spoke && state.last != side {
				state.turn++
			}
			state.last, state.spoke = side, true
			state.next[side] = s.Seq + uint32(len(s.Payload))
			add(event{data: s.Payload, turn: state.turn})
		}
		for _, flag := range []wire.Flags{wire.FIN, wire.RST} {
			if s.Flags.Has(flag) {
				add(event{flag: flag})
			}
		}
	}
	return events
}

// answered reports whether the SYN of a connection got its SYN-ACK.
func answered(trace *wire.Trace, talk int) bool {
	return slices.ContainsFunc(trace.Segments, func(s wire.Segment) bool {
		return s.Conversation == talk && s.Flags.Has(wire.SYN|wire.ACK)
	})
}

// finder finds the claims of arrows among the events, in order.
type finder struct {
	run    *Run
	events []event
	next   int     // the first event that no arrow has claimed
	then   []claim // of the next arrow, if that has the same roles
}

// findAll finds an arrow's claims: each on its own if all are quoted data.
func (f *finder) findAll(call markup.Call, claims []claim) (missing string) {
	if slices.ContainsFunc(claims, func(c claim) bool { return c.quoted == nil }) {
		return f.find(call, claims)
	}
	for i := range claims {
		if missing = f.find(call, claims[i:i+1]); missing != "" {
			break
		}
	}
	return missing
}

// find looks for the conversation that shows all claims of an arrow first. It
// returns "" and moves on, or returns the claim that none shows.
func (f *finder) find(call markup.Call, claims []claim) (missing string) {
	best := -1
	missing = claims[0].String()
	for talk := range f.run.Trace.Talks {
		side, ok := f.sideOf(talk, call)
		if !ok {
			continue
		}
		at := f.next
		for i, claim := range claims {
			if at = f.match(claim, talk, side, at); at < 0 {
				if i > 0 && best < 0 {
					missing = claim.String()
				}
				break
			}
		}
		if at >= 0 && (best < 0 || at < best) {
			best = at
		}
	}
	if best < 0 {
		return missing
	}
	f.next = best
	return ""
}

// sideOf returns the side of a conversation that an arrow starts from; false
// if the conversation is not between the arrow's roles.
func (f *finder) sideOf(talk int, call markup.Call) (wire.Side, bool) {
	servers := f.run.rolesAt(f.run.Trace.Talks[talk].Server)
	switch {
	case slices.Contains(servers, call.To.Role):
		return wire.Client, true
	case slices.Contains(servers, call.From.Role):
		return wire.Server, true
	}
	return 0, false
}

// rolesAt lists the roles that said that others reach them at an end.
func (r *Run) rolesAt(end netip.AddrPort) []string {
	var roles []string
	for _, start := range r.Starts() {
		if printed, _ := r.Recording.Output(start.Name); saysReady(printed, end) {
			roles = append(roles, start.Role)
		}
	}
	return roles
}

// saysReady reports whether an output has a ready line with that end.
func saysReady(output string, end netip.AddrPort) bool {
	for line := range strings.Lines(output) {
		ready, err := runfile.ParseReady(strings.TrimSuffix(line, "\n"))
		if err == nil && slices.Contains(ready.Ends, end) {
			return true
		}
	}
	return false
}

// match returns the index after what shows a claim, or -1.
func (f *finder) match(c claim, talk int, side wire.Side, at int) int {
	switch {
	case c.unit == "handshake" && c.number > 1:
		return f.handshakes(c.number, at)
	case c.flag != 0:
		return f.flag(c.flag, talk, side, at)
	case c.quoted != nil:
		return f.quoted(c.quoted, talk, side, at)
	case c.unit == "":
		return f.anything(talk, side, at)
	}
	turn := -1
	for ; at < len(f.events); at++ {
		if e := f.events[at]; !e.isData(talk, side) || e.turn == turn {
			continue // an amount is counted from the first that nobody has claimed
		} else if turn = e.turn; f.run.Trace.Talks[talk].Protocol == wire.UDP && c.unit == "byte" {
			turn = -1 // but each datagram has a size of its own
		}
		if end := f.amount(c, talk, side, at); end >= 0 {
			return end
		}
	}
	return -1
}

// handshakes wants that exactly so many are still to come, on any connection.
func (f *finder) handshakes(number, at int) int {
	end := at
	for i := at; i < len(f.events); i++ {
		if f.events[i].flag == wire.SYN {
			number--
			end = i + 1
		}
	}
	if number != 0 {
		return -1
	}
	return end
}

func (f *finder) flag(flag wire.Flags, talk int, side wire.Side, at int) int {
	for ; at < len(f.events); at++ {
		if e := f.events[at]; e.talk == talk && e.from == side && e.flag == flag {
			return at + 1
		}
	}
	return -1
}

// anything wants data, and claims none of it: the arrow above may have
// claimed the same.
func (f *finder) anything(talk int, side wire.Side, at int) int {
	for i := max(0, at-1); i < len(f.events); i++ {
		if f.events[i].isData(talk, side) {
			return max(at, i)
		}
	}
	return -1
}

// quoted wants the turn that holds the bytes, and claims it up to their end.
func (f *finder) quoted(want []byte, talk int, side wire.Side, at int) int {
	turn, said := -1, []byte{}
	for ; at < len(f.events); at++ {
		e := f.events[at]
		if !e.isData(talk, side) {
			continue
		}
		if e.turn != turn || f.run.Trace.Talks[talk].Protocol == wire.UDP {
			turn, said = e.turn, nil
		}
		if said = append(said, e.data...); bytes.Contains(said, want) {
			return at + 1
		}
	}
	return -1
}

// amount wants that the data from an event on are as many as claimed, in
// whole segments of one turn. A number of lines or datagrams must be that of
// the rest of the turn, but for what the next arrow says.
func (f *finder) amount(c claim, talk int, side wire.Side, at int) int {
	turn, sum, end := f.events[at].turn, 0, -1
	for i := at; i < len(f.events); i++ {
		e := f.events[i]
		if !e.isData(talk, side) {
			continue
		}
		if e.turn != turn {
			break
		}
		if end >= 0 && c.unit != "byte" && !f.thenShows(e.data) {
			return -1 // there is more
		}
		if end >= 0 {
			break
		}
		if sum += c.count(e.data); sum == c.number {
			end = i + 1
		}
	}
	return end
}

// thenShows reports whether the next arrow, between the same roles, can mean
// these data.
func (f *finder) thenShows(data []byte) bool {
	return len(f.then) > 0 && (f.then[0].quoted == nil || bytes.Contains(data, f.then[0].quoted))
}

func (e event) isData(talk int, side wire.Side) bool {
	return e.talk == talk && e.from == side && e.flag == 0
}

// claim is one thing that an arrow's words say of the packets.
type claim struct {
	flag   wire.Flags // SYN, FIN or RST
	quoted []byte     // data that pass
	number int        // of units
	unit   string     // "byte", "line", "datagram", "handshake"; "" for any data
}

func (c claim) String() string {
	switch {
	case c.unit != "" && c.number == 1:
		return "1 " + c.unit
	case c.unit != "":
		return strconv.Itoa(c.number) + " " + c.unit + "s"
	case c.flag == wire.SYN:
		return "a handshake"
	case c.flag != 0:
		return c.flag.String()
	case c.quoted != nil:
		return strconv.Quote(string(c.quoted))
	}
	return "data"
}

// count returns how many of the claim's units a segment or datagram holds.
func (c claim) count(data []byte) int {
	switch c.unit {
	case "line":
		return bytes.Count(data, []byte("\n"))
	case "datagram":
		return 1
	}
	return len(data)
}
