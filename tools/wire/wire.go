// Package wire says what went over the wire: it captures the packets of one
// run and turns them into the forms that a reader or a test wants.
//
//	packets --Segments--> segments --Conversations--> conversations --Transcript--> text
//	                         |--Rows, Ladder--> the packet ladder
//
// Packets come from a [Recorder] (Linux, inside a box of package netbox) or
// from a pcapng file. All that follows is a pure function of them and works on
// every system.
//
// It is no packet analyzer. It knows Ethernet, IPv4, IPv6, TCP, UDP and a
// little ICMP, as they appear on a loopback interface where nothing is lost
// unnoticed; it does not judge what programs say to each other.
package wire

import (
	"net/netip"
	"strings"
	"time"
)

// Packet is one captured Ethernet frame.
type Packet struct {
	Time time.Time // when the kernel received it
	Data []byte    // from the destination's hardware address on, without checksum
}

// Protocol is a protocol above IP, in lower case.
type Protocol string

// The protocols that [Segments] knows.
const (
	TCP  Protocol = "tcp"
	UDP  Protocol = "udp"
	ICMP Protocol = "icmp" // for IPv4 and for IPv6
)

// Flags are the control bits of a TCP header, with the values they have in it
// (RFC 9293, section 3.1).
type Flags uint8

// The control bits that a student meets.
const (
	FIN Flags = 1 << iota
	SYN
	RST
	PSH
	ACK
)

// Has reports whether all the given bits are set.
func (f Flags) Has(bits Flags) bool { return f&bits == bits }

// String lists the bits in the order in which Wireshark does: "SYN, ACK".
func (f Flags) String() string {
	var names []string
	for i, name := range []string{"FIN", "SYN", "RST", "PSH", "ACK"} {
		if f.Has(1 << i) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// Segment is one TCP segment, one whole UDP datagram, or one ICMP message.
type Segment struct {
	Packet   int           // the index of its packet, of the last if there are several
	Packets  int           // 1, or the number of IP fragments
	Time     time.Duration // since the first packet of the capture
	Protocol Protocol

	// From and To are its ends. An ICMP message that reports trouble with a
	// datagram goes from where that was sent to, back to its sender; other
	// ICMP messages have port 0.
	From, To netip.AddrPort

	// Conversation numbers the conversations of a capture from 0, in the
	// order of their first segments.
	Conversation int

	Flags  Flags  // of TCP
	Seq    uint32 // relative: the SYN has 0, the first byte of data 1
	Ack    uint32 // relative to the other side's SYN; 0 without flag ACK
	Window uint32 // in bytes, scaled if the scale is known (RFC 7323)

	Payload []byte
	Note    string // what an ICMP message says
}

// Side is one of the two sides of a conversation.
type Side int

// The client is the side that began.
const (
	Client Side = iota
	Server
)

// String gives the side's name in lower case.
func (s Side) String() string {
	if s == Client {
		return "client"
	}
	return "server"
}
