package wire

import (
	"net/netip"

	"github.com/gopacket/gopacket/layers"
)

// flows numbers the conversations of a capture and knows where the sequence
// numbers of each begin.
type flows struct {
	open  map[ends]*flow
	count int
}

// ends identifies a conversation by its two ends, in the order of their
// addresses, so that both directions give the same.
type ends struct {
	protocol Protocol
	low, up  netip.AddrPort
	echo     uint16 // of ICMP, the identifier of the echoes
}

func between(protocol Protocol, a, b netip.AddrPort) ends {
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	return ends{protocol: protocol, low: a, up: b}
}

// flow is one conversation as the decoder needs it.
type flow struct {
	number int
	starts map[netip.AddrPort]start // of the TCP sender at that end
}

// start is where a TCP sender's numbers begin.
type start struct {
	seq   uint32 // of its SYN
	scale int    // the window scale that it announced (RFC 7323 section 2), or -1
}

func (f *flows) begin(key ends) *flow {
	begun := &flow{number: f.count, starts: map[netip.AddrPort]start{}}
	f.open[key] = begun
	f.count++
	return begun
}

// find returns the conversation between these ends, a new one if there is none.
func (f *flows) find(key ends) *flow {
	if known, ok := f.open[key]; ok {
		return known
	}
	return f.begin(key)
}

func (f *flows) udp(from, to netip.Addr, udp *layers.UDP) Segment {
	segment := Segment{
		Protocol: UDP,
		From:     at(from, udp.SrcPort),
		To:       at(to, udp.DstPort),
		Payload:  udp.Payload,
	}
	segment.Conversation = f.find(between(UDP, segment.From, segment.To)).number
	return segment
}

// icmp gives a message of trouble to the conversation that it is about, as far
// as the capture holds that. Echoes with one identifier are a conversation of
// their own, and so is what else two addresses say to each other.
func (f *flows) icmp(from, to netip.Addr, message icmp) Segment {
	segment := Segment{
		Protocol: ICMP,
		From:     netip.AddrPortFrom(from, 0),
		To:       netip.AddrPortFrom(to, 0),
		Payload:  message.payload,
		Note:     message.note,
	}
	if message.about != "" {
		if message.to.Addr() != from {
			segment.Note += ", from " + from.String() // a router on the way
		}
		segment.From, segment.To = message.to, message.from
		key := between(message.about, message.from, message.to)
		key.echo = message.echo
		if about, ok := f.open[key]; ok {
			segment.Conversation = about.number
			return segment
		}
	}
	key := between(ICMP, segment.From, segment.To)
	key.echo = message.echo
	segment.Conversation = f.find(key).number
	return segment
}

func (f *flows) tcp(from, to netip.Addr, tcp *layers.TCP) Segment {
	segment := Segment{
		Protocol: TCP,
		From:     at(from, tcp.SrcPort),
		To:       at(to, tcp.DstPort),
		Flags:    controlBits(tcp),
		Payload:  tcp.Payload,
	}
	connection := f.connection(segment, tcp.Seq)
	segment.Conversation = connection.number
	mine := connection.start(segment.From, tcp)
	segment.Seq = tcp.Seq - mine.seq
	segment.Window = uint32(tcp.Window)
	theirs, both := connection.starts[segment.To]
	if both && tcp.ACK {
		segment.Ack = tcp.Ack - theirs.seq
	} else if tcp.ACK {
		// We have not seen the other side's SYN; the next byte is its first.
		connection.starts[segment.To] = start{tcp.Ack - 1, -1}
		segment.Ack = 1
	}
	// Both sides must have announced a scale; no SYN's own window is scaled.
	if both && !tcp.SYN && mine.scale >= 0 && theirs.scale >= 0 {
		segment.Window <<= mine.scale
	}
	return segment
}

// connection returns the connection that the segment belongs to. A SYN with
// another number than the one we know from this end begins a new connection
// between the same ends; with the same number it is a retransmission.
func (f *flows) connection(segment Segment, seq uint32) *flow {
	key := between(TCP, segment.From, segment.To)
	found := f.find(key)
	known, seen := found.starts[segment.From]
	if segment.Flags.Has(SYN) && !segment.Flags.Has(ACK) && seen && known.seq != seq {
		return f.begin(key)
	}
	return found
}

// start returns where the sender's numbers begin, and notes it at its SYN. If
// the capture has no SYN of this sender, its first segment is taken for 1.
func (f *flow) start(sender netip.AddrPort, tcp *layers.TCP) start {
	if tcp.SYN {
		f.starts[sender] = start{tcp.Seq, windowScale(tcp)}
	} else if _, known := f.starts[sender]; !known {
		f.starts[sender] = start{tcp.Seq - 1, -1}
	}
	return f.starts[sender]
}

// windowScale returns the exponent of the window scale option, or -1.
func windowScale(tcp *layers.TCP) int {
	const largest = 14 // RFC 7323 section 2.3: use 14 where more is said
	for _, option := range tcp.Options {
		if option.OptionType == layers.TCPOptionKindWindowScale && len(option.OptionData) == 1 {
			return min(int(option.OptionData[0]), largest)
		}
	}
	return -1
}

// controlBits reads them where they stand (RFC 9293 section 3.1); the decoder
// has made sure that the header is whole.
func controlBits(tcp *layers.TCP) Flags {
	return Flags(tcp.Contents[13]) & (FIN | SYN | RST | PSH | ACK)
}
