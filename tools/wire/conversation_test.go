package wire_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"socketpairs/tools/wire"
)

const (
	toServer = wire.Client // the segment is the client's
	toClient = wire.Server
)

func TestConversations(t *testing.T) {
	const data, fin, rst = wire.PSH | wire.ACK, wire.FIN | wire.ACK, wire.RST | wire.ACK
	for _, test := range []struct {
		name     string
		segments []tcpSegment
		want     string // the transcript without its first line
	}{
		{"successive segments are one turn", handshake(
			from(toServer, data, 1, 1, "one "), from(toServer, data, 5, 1, "two"),
			from(toClient, data, 1, 8, "three"), from(toServer, data, 8, 6, "four"),
		), "> one two\n< three\n> four\nclient: no end\nserver: no end\n"},
		{"a segment sent again counts once", handshake(
			from(toServer, data, 1, 1, "once"), from(toServer, data, 1, 1, "once"),
			from(toClient, data, 1, 5, "yes"), from(toServer, data, 1, 1, "once"),
		), "> once\n< yes\nclient: no end\nserver: no end\n"},
		{"segments out of order are put in order, across 2^32", handshake(
			from(toServer, data, 9, 1, "three"), from(toServer, data, 5, 1, "two "), from(toServer, data, 1, 1, "one "),
		), "> one two three\nclient: no end\nserver: no end\n"},
		{"a larger retransmission adds only what is new", handshake(
			from(toServer, data, 1, 1, "one "), from(toServer, data, 1, 1, "one two"), from(toServer, data, 3, 1, "e tw"),
		), "> one two\nclient: no end\nserver: no end\n"},
		{"data that overlaps data that came early", handshake(
			from(toServer, data, 5, 1, "two three"), from(toServer, data, 1, 1, "one two"), from(toServer, data, 7, 1, "o"),
		), "> one two three\nclient: no end\nserver: no end\n"},
		{"a keep-alive probe is no data", handshake(
			from(toServer, data, 1, 1, "one"), from(toServer, wire.ACK, 3, 1, "\x00"),
		), "> one\nclient: no end\nserver: no end\n"},
		{"each side's end", handshake(
			from(toClient, fin, 1, 1, ""), from(toServer, fin, 1, 2, ""), from(toClient, fin, 1, 1, ""),
		), "client: FIN\nserver: FIN\n"},
		{"a reset after a FIN", handshake(
			from(toServer, fin, 1, 1, ""), from(toClient, data, 1, 2, "late"), from(toServer, rst, 2, 1, ""),
		), "client: FIN\n< late\nclient: RST\nserver: no end\n"},
		{"a reset when both have ended is a race of the kernel's", handshake(
			from(toServer, fin, 1, 1, ""), from(toClient, fin, 1, 2, ""), from(toServer, wire.RST, 2, 0, ""),
		), "client: FIN\nserver: FIN\n"},
		{"a reset for data that came too late, after both FINs", handshake(
			from(toServer, fin, 1, 1, ""), from(toClient, data, 1, 2, "late"), from(toClient, fin, 5, 2, ""), from(toServer, wire.RST, 2, 0, ""),
		), "client: FIN\n< late\nclient: RST\nserver: FIN\n"},
		{"data in a SYN (RFC 7413)", []tcpSegment{
			from(toServer, wire.SYN, 0, 0, "fast"), from(toClient, wire.SYN|wire.ACK, 0, 5, ""), from(toServer, data, 5, 1, "er"),
		}, "> faster\nclient: no end\nserver: no end\n"},
		{"a hole", handshake(
			from(toServer, data, 1, 1, "one"), from(toServer, data, 9, 1, "two"),
		), "> one\nmissing: the capture lacks some bytes\nclient: no end\nserver: no end\n"},
		{"a capture that begins in the middle", []tcpSegment{
			from(toServer, data, 500, 700, "one "), from(toClient, data, 700, 504, "two"), from(toServer, data, 504, 703, "three"),
		}, "> one \n< two\n> three\nclient: no end\nserver: no end\n"},
		{"a capture that begins with the answer", []tcpSegment{
			from(toClient, wire.SYN|wire.ACK, 0, 1, ""), from(toServer, data, 1, 1, "one"),
		}, "> one\nclient: no end\nserver: no end\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			conversations := wire.Conversations(wire.Segments(packets(t, test.segments...)))
			text := wire.Transcript(conversations, wire.Names{})
			first, rest, _ := strings.Cut(text, "\n")
			want := strings.ReplaceAll(test.want, " \n", "\\x20\n")
			if first != "tcp "+client+" -> "+server || rest != want {
				t.Errorf("got\n%s\nwant\n%s", text, want)
			}
		})
	}
}

func TestEndsKnowWhoWasFirst(t *testing.T) {
	conversations := wire.Conversations(wire.Segments(packets(t, handshake(
		from(toServer, wire.PSH|wire.ACK, 1, 1, "question"),
		from(toClient, wire.FIN|wire.ACK, 1, 9, ""),
		from(toServer, wire.PSH|wire.ACK, 9, 2, " and more"),
		from(toServer, wire.RST|wire.ACK, 18, 2, ""),
	)...)))
	want := []wire.End{{From: wire.Server, Flag: wire.FIN, After: 1}, {From: wire.Client, Flag: wire.RST, After: 1}}
	got := conversations[0].Ends
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSameEndsTwice(t *testing.T) {
	first := packets(t, from(toServer, wire.SYN, 0, 0, ""), from(toClient, wire.RST|wire.ACK, 0, 1, ""))
	t.Run("a SYN sent again is the same connection", func(t *testing.T) {
		again := append(first, first[0])
		if got := wire.Conversations(wire.Segments(again)); len(got) != 1 {
			t.Errorf("got %d conversations", len(got))
		}
	})
	t.Run("an answer with another number is none", func(t *testing.T) {
		odd := append(packets(t, from(toServer, wire.SYN, 0, 0, ""), from(toClient, wire.SYN|wire.ACK, 0, 1, "")),
			packets(t, from(toClient, wire.SYN|wire.ACK, 77, 1, ""))...)
		if got := wire.Conversations(wire.Segments(odd)); len(got) != 1 {
			t.Errorf("got %d conversations", len(got))
		}
	})
	t.Run("a SYN with another number is another connection", func(t *testing.T) {
		again := append(first, packets(t, from(toServer, wire.SYN, 77, 0, ""), from(toServer, wire.ACK|wire.PSH, 78, 0, "new"))...)
		got := wire.Conversations(wire.Segments(again))
		if len(got) != 2 || string(got[1].Stream(wire.Client)) != "new" {
			t.Errorf("got %v", got)
		}
	})
}

func TestSegmentsShowWhatTheyLeaveOut(t *testing.T) {
	good := packets(t, from(toServer, wire.SYN, 0, 0, ""))[0]
	short := wire.Packet{Time: good.Time, Data: good.Data[:40]}
	wrong := wire.Packet{Time: good.Time, Data: bytes.Clone(good.Data)}
	wrong.Data[14+20+12] = 0 // where TCP says how long its header is
	got := wire.Segments([]wire.Packet{good, short, wrong, good})
	if len(got) != 2 || got[0].Packet != 0 || got[1].Packet != 3 {
		t.Errorf("got %v", got)
	}
}

func FuzzSegments(f *testing.F) {
	for _, packet := range packets(f, handshake(from(toServer, wire.PSH|wire.ACK, 1, 1, "data"))...) {
		f.Add(packet.Data, packet.Data)
	}
	for _, name := range []string{"unreachable", "fragments", "half-close"} {
		all := recorded(f, name)
		for i := range all {
			f.Add(all[i].Data, all[(i+1)%len(all)].Data)
		}
	}
	f.Fuzz(func(t *testing.T, first, second []byte) {
		segments := wire.Segments([]wire.Packet{{Data: first}, {Data: second}, {Data: first}})
		conversations := wire.Conversations(segments)
		names := wire.NamePorts(conversations, wire.PortRange{First: 0, Last: 65535})
		wire.Transcript(conversations, names)
		if err := wire.Ladder(io.Discard, segments, names); err != nil {
			t.Error(err)
		}
	})
}
