package render

import (
	"slices"
	"strings"
	"testing"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/wire"
)

// picture is three clients on two computers, two of them at one port.
func picture() []markup.Socket {
	return []markup.Socket{
		{Local: "10.0.0.1:9157", Name: "P3", Host: "A"},
		{Local: "10.0.0.2:9157", Name: "P3", Host: "C"},
		{Local: "10.0.0.2:5775", Name: "P2"},
		{Local: "10.0.0.9:80", Peer: "10.0.0.1:9157", Name: "P4", Host: "B"},
		{Local: "10.0.0.9:80", Peer: "10.0.0.2:9157", Name: "P5"},
		{Local: "10.0.0.9:80", Peer: "10.0.0.2:5775", Name: "P6"},
	}
}

// exchangesOf draws the picture from rows in which each client says
// something and is answered.
func exchangesOf(sockets []markup.Socket) []*exchange {
	row := func(from, to, text string) wire.Row {
		return wire.Row{Segment: wire.Segment{Payload: []byte(text)}, From: from, To: to, Preview: text}
	}
	var all []*exchange
	for _, s := range sockets {
		if s.Peer == "" {
			continue
		}
		e := newExchange(sockets, s)
		e.find([]wire.Row{row(s.Peer, s.Local, ""), row(s.Peer, s.Local, "hi"), row(s.Peer, s.Local, "again"), row(s.Local, s.Peer, "ho")})
		all = append(all, e)
	}
	place(all)
	explain(all)
	return all
}

func TestASegmentReachesTheSocketWithItsFourNumbers(t *testing.T) {
	for _, e := range exchangesOf(picture()) {
		if len(e.Segments) != 2 || e.Segments[0].Payload != "hi" || e.Segments[1].Payload != "ho" {
			t.Fatalf("got the segments %+v", e.Segments)
		}
		question, answer := e.Segments[0], e.Segments[1]
		if question.Reaches != &e.Server || answer.Reaches != &e.Client || question.From != answer.To || question.To != answer.From {
			t.Errorf("got %+v and %+v", question, answer)
		}
	}
}

func TestEachSegmentIsExplained(t *testing.T) {
	var got []string
	for _, e := range exchangesOf(picture()) {
		got = append(got, e.Segments[0].Why)
	}
	want := []string{
		"All four numbers match P4. P5 has another source address. P6 has another source address and source port.",
		"All four numbers match P5. P4 has another source address. P6 has another source port.",
		"All four numbers match P6. P4 has another source address and source port. P5 has another source port.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestComputersStandOnBothSides(t *testing.T) {
	var got []string
	for _, e := range exchangesOf(picture()) {
		side := "left"
		if e.Right {
			side = "right"
		}
		if e.Client.New {
			side += " begins"
		}
		got = append(got, e.Client.Name+" on "+e.Client.Host+" "+side)
	}
	want := []string{"P3 on A left begins", "P3 on C right begins", "P2 on C right"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
