package wire

import (
	"net/netip"
	"strings"
)

// Conversation is what two ends said to each other: one TCP connection, all
// UDP datagrams between two addresses and ports, or the ICMP echoes with one
// identifier.
type Conversation struct {
	Protocol Protocol

	// Client is the end that sent the first SYN or datagram.
	Client, Server netip.AddrPort

	Turns []Turn
	Ends  []End // in the order on the wire, of each side and kind only the first

	// Missing reports that the capture lacks bytes of a TCP stream. The stream
	// is then given up to the hole.
	Missing bool
}

// Turn is one UDP datagram, or what one side of a TCP connection sent before
// the other side sent something; segments play no part in it. What a side
// sends again, or twice, counts once.
type Turn struct {
	From Side
	Data []byte
	Note string // of ICMP: which message; one of trouble has no data
}

// End says how and when one side ended its part of a TCP connection.
type End struct {
	From  Side
	Flag  Flags // FIN or RST
	After int   // how many turns had begun by then
}

// Conversations gathers segments into conversations, in the order of their
// first segments.
func Conversations(segments []Segment) []Conversation {
	var talks []*talk
	byNumber := map[int]*talk{}
	for _, segment := range segments {
		t, ok := byNumber[segment.Conversation]
		if !ok {
			t = begin(segment)
			byNumber[segment.Conversation] = t
			talks = append(talks, t)
		}
		t.add(segment)
	}
	conversations := make([]Conversation, len(talks))
	for i, t := range talks {
		conversations[i] = t.finish()
	}
	return conversations
}

// Stream returns all bytes that the side sent, in order.
func (c Conversation) Stream(from Side) []byte {
	var all []byte
	for _, turn := range c.Turns {
		if turn.From == from {
			all = append(all, turn.Data...)
		}
	}
	return all
}

// Ended says how the side ended a TCP connection: "FIN", "RST", "FIN, RST", or
// "" if it sent neither.
func (c Conversation) Ended(side Side) string {
	var how Flags
	for _, end := range c.Ends {
		if end.From == side {
			how |= end.Flag
		}
	}
	return how.String()
}

// Side returns which side sent a segment of the conversation. An echo that an
// address sends to itself is told from its reply by what it says.
func (c Conversation) Side(s Segment) Side {
	if s.From != c.Client || s.From == s.To && strings.HasPrefix(s.Note, echoReply) {
		return Server
	}
	return Client
}

// talk is a conversation in the making.
type talk struct {
	Conversation
	streams [2]stream // of TCP, by side
	heard   [2]uint32 // the number after the peer's last byte when the side sent its FIN
}

// begin takes the first segment for the client's, but the answer to a SYN that
// the capture lacks for the server's.
func begin(first Segment) *talk {
	client, server := first.From, first.To
	if first.Flags.Has(SYN | ACK) {
		client, server = server, client
	}
	t := &talk{Conversation: Conversation{Protocol: first.Protocol, Client: client, Server: server}}
	t.streams = [2]stream{{next: 1}, {next: 1}}
	return t
}

func (t *talk) add(segment Segment) {
	side := t.Side(segment)
	switch segment.Protocol {
	case TCP:
		t.addTCP(side, segment)
	case UDP:
		t.Turns = append(t.Turns, Turn{From: side, Data: segment.Payload})
	case ICMP:
		t.Turns = append(t.Turns, Turn{From: side, Note: segment.Note, Data: segment.Payload})
	}
}

func (t *talk) addTCP(side Side, segment Segment) {
	first := segment.Seq
	if segment.Flags.Has(SYN) {
		first++ // the SYN itself takes a number (RFC 9293 section 3.4)
	}
	if data := t.streams[side].add(first, segment.Payload); len(data) > 0 {
		t.say(side, data)
	}
	for _, flag := range []Flags{FIN, RST} {
		if segment.Flags.Has(flag) {
			t.end(side, flag)
		}
	}
}

// say adds data to the side's turn, or begins its turn.
func (t *talk) say(side Side, data []byte) {
	last := len(t.Turns) - 1
	if last < 0 || t.Turns[last].From != side || t.Turns[last].Note != "" {
		t.Turns = append(t.Turns, Turn{From: side})
		last++
	}
	t.Turns[last].Data = append(t.Turns[last].Data, data...)
}

// end notes how a side ended. An RST after both FINs is none, unless data came
// after the side's own: the kernel sends it for an ACK that arrives when the
// connection is gone already. Whether one does is a race of two processors,
// and nobody is left to notice.
func (t *talk) end(side Side, flag Flags) {
	for _, known := range t.Ends {
		if known.From == side && known.Flag == flag {
			return
		}
	}
	heard := t.streams[1-side].next
	if flag == RST && t.Ended(Client) == "FIN" && t.Ended(Server) == "FIN" && heard == t.heard[side] {
		return
	}
	if flag == FIN {
		t.heard[side] = heard
	}
	t.Ends = append(t.Ends, End{side, flag, len(t.Turns)})
}

func (t *talk) finish() Conversation {
	t.Missing = len(t.streams[Client].early)+len(t.streams[Server].early) > 0
	return t.Conversation
}
