package render

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/wire"
)

// captured decodes a capture of package wire's tests.
func captured(t *testing.T, name string) *capture {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	trace, err := wire.ReadCapture(data)
	if err != nil {
		t.Fatal(err)
	}
	p := page{lesson: &book.Lesson{Run: &book.Run{Trace: trace}}}
	return p.packets()
}

func captures(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("../wire/testdata/*.pcapng")
	if err != nil || len(names) == 0 {
		t.Fatalf("no captures (%v)", err)
	}
	return names
}

func TestEachRowIsOnOneRung(t *testing.T) {
	for _, name := range captures(t) {
		c := captured(t, name)
		rungs := 0
		for _, l := range c.ladders(c.rows) {
			rungs += len(l.rungs)
		}
		if rungs != len(c.rows) {
			t.Errorf("%s: %d rungs for %d rows", name, rungs, len(c.rows))
		}
	}
}

func TestEachConversationHasALadder(t *testing.T) {
	c := captured(t, "../wire/testdata/three-ends.pcapng")
	ladders := c.ladders(c.rows)
	if len(ladders) != len(c.talks) || len(ladders) < 2 {
		t.Errorf("%d ladders for %d conversations", len(ladders), len(c.talks))
	}
	for i, l := range ladders {
		if l.left != c.names.End(c.talks[i].Client) || l.right != c.names.End(c.talks[i].Server) {
			t.Errorf("ladder %d stands between %s and %s", i, l.left, l.right)
		}
	}
}

// svgText is a text of a drawing, and where it stands.
type svgText struct {
	X       int    `xml:"x,attr"`
	Class   string `xml:"class,attr"`
	Content string `xml:",chardata"`
}

// svgGroup is a rung of a drawing, or an end.
type svgGroup struct {
	Class string    `xml:"class,attr"`
	Texts []svgText `xml:"text"`
}

type svgDrawing struct {
	ViewBox string     `xml:"viewBox,attr"`
	Groups  []svgGroup `xml:"g"`
}

// parseDrawing reads a drawing, whose attributes stand without quotes.
func parseDrawing(t *testing.T, drawing string) svgDrawing {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(drawing))
	decoder.Strict = false
	var d svgDrawing
	if err := decoder.Decode(&d); err != nil {
		t.Fatalf("%v in\n%s", err, drawing)
	}
	return d
}

// TestNoTextLeavesItsLadder computes where each text begins and ends, by its
// characters.
func TestNoTextLeavesItsLadder(t *testing.T) {
	long := &ladder{
		left: "[fe80::1234:5678:9abc:def0]:{port 12}", right: "[fe80::1234:5678:9abc:def0]:65535",
		rungs: []rung{{time: milliseconds(123456789 * time.Microsecond), label: "PSH, ACK, 1234567 bytes, in 123 fragments", payload: strings.Repeat("가", 17)}},
	}
	ladders := []*ladder{long, {left: long.left, right: long.right}}
	for _, name := range captures(t) {
		c := captured(t, name)
		ladders = append(ladders, c.ladders(c.rows)...)
	}
	for _, l := range ladders {
		d := parseDrawing(t, string(l.draw()))
		width, err := strconv.Atoi(strings.Fields(d.ViewBox)[2])
		if err != nil {
			t.Fatal(err)
		}
		leftEnds := 0 // where the name of the left end ends
		for _, g := range d.Groups {
			for _, text := range g.Texts {
				from, to := extent(text, g.Class)
				if g.Class == "b" {
					leftEnds = max(leftEnds, to)
				}
				if from < 0 || to > width || g.Class == "t" && from <= leftEnds {
					t.Errorf("%q stands from %d to %d of %d", text.Content, from, to, width)
				}
			}
		}
	}
}

// extent returns where a text begins and ends: it is anchored by its class or
// by its group's, in the middle unless they say b (at its beginning) or t.
func extent(text svgText, group string) (from, to int) {
	width := int(float64(characters(text.Content)) * rungChar)
	switch {
	case text.Class == "t" || group == "t":
		return text.X - width, text.X
	case group == "b":
		return text.X, text.X + width
	}
	return text.X - width/2, text.X + width/2
}

func TestShorten(t *testing.T) {
	for _, test := range []struct{ name, quoted, want string }{
		{"short enough", "GET /", "GET /"},
		{"too long", "GET /index.html", "GET /inde…"},
		{"cut before", "GET /index...", "GET /inde…"},
		{"no part of an escape", `12345678\x00`, "12345678…"},
		{"no half of a line end", `12345678\n\n`, "12345678…"},
		{"no part of a port", "1234 {port 1}", "1234 …"},
		{"wide characters", "가나다라마바", "가나다라…"},
		{"a backslash", `1234567\\\\`, `1234567\\…`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := shorten(test.quoted, 10); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestProgramsAreNamedWhereTheyAreKnown(t *testing.T) {
	c := captured(t, "../wire/testdata/exchange.pcapng")
	server := c.talks[0].Server.String()
	start := func(role, name string) book.Start { return book.Start{Role: role, Name: name} }
	for _, test := range []struct {
		name           string
		text, twin     string
		starts         []book.Command
		client, server string
	}{
		{"the server says so", "listening on " + server + "\n", "", []book.Command{start("sink", "sink"), start("source", "source")}, "source", "sink"},
		{"at two ends", "listening on 127.0.0.1:1 and " + server + "\n", "", []book.Command{start("sink", "sink"), start("source", "ann"), start("source", "bob")}, "source", "sink"},
		{"bound", "bound to " + server + ", connected to 127.0.0.1:9\n", "", []book.Command{start("sink", "sink"), start("source", "source")}, "source", "sink"},
		{"two that may be the client", "listening on " + server + "\n", "", []book.Command{start("sink", "sink"), start("ann", "ann"), start("bob", "bob")}, "client", "sink"},
		{"it talks to itself", "listening on " + server + "\n", "", []book.Command{start("sink", "sink")}, "client", "server"},
		{"two say so", "bound to " + server + "\n", "bound to " + server + "\n", []book.Command{start("sink", "sink"), start("twin", "twin")}, "client", "server"},
		{"nobody says so", "listening on " + server + "0\n", "", []book.Command{start("sink", "sink"), start("source", "source")}, "client", "server"},
	} {
		t.Run(test.name, func(t *testing.T) {
			outputs := []book.Output{{Name: "sink", Text: test.text}, {Name: "twin", Text: test.twin}}
			c.run = &book.Run{File: runfile.File{Commands: test.starts, Recording: &book.Recording{Outputs: outputs}}}
			if client, server := c.programsOf(0); client != test.client || server != test.server {
				t.Errorf("got %s and %s", client, server)
			}
		})
	}
}

func TestNobodyIsNamedWhereOnlyTheHostAnswers(t *testing.T) {
	for file, want := range map[string]string{"refused": "nobody", "unreachable": "nobody", "reset": "server", "datagrams": "server"} {
		c := captured(t, "../wire/testdata/"+file+".pcapng")
		c.run = &book.Run{}
		if _, server := c.programsOf(0); server != want {
			t.Errorf("%s: got %s, want %s", file, server, want)
		}
	}
}

func TestRowsOfEachProtocol(t *testing.T) {
	all := map[string]bool{}
	for _, name := range captures(t) {
		for _, row := range captured(t, name).rows {
			r := newWireRow(row)
			all[r.What] = true
			if (row.Protocol == wire.TCP) != (r.Seq != "") {
				t.Errorf("%s: packet %d of %s has the sequence number %q", name, r.Number, row.Protocol, r.Seq)
			}
		}
	}
	for _, want := range []string{"SYN", "SYN, ACK", "PSH, ACK", "RST, ACK", "datagram", "port unreachable"} {
		if !all[want] {
			t.Errorf("no row says %q", want)
		}
	}
	for what := range all {
		if strings.Contains(what, "byte") {
			t.Errorf("%q has a length; that is in a column of its own", what)
		}
	}
}

func TestADrawingSaysWhatItShows(t *testing.T) {
	l := &ladder{left: "a:{port 1}", right: "b:2", leftName: "x & y", rightName: "server", protocol: "TCP"}
	says := func(want string) {
		t.Helper()
		if want = `aria-label="TCP between x &amp; y, a at a free port, and server, b:2; ` + want + `"`; !strings.Contains(string(l.draw()), want) {
			t.Errorf("got %s\nwant %s", l.draw(), want)
		}
	}
	says("no data; the table has each packet")
	l.rungs = []rung{{}, {size: 1}, {back: true}, {back: true, size: 3}, {size: 0, back: false}, {back: true, size: 4}, {back: true, ends: ending(wire.FIN | wire.ACK)}, {ends: ending(wire.RST)}}
	says("x &amp; y sends 1 byte; server sends 7 bytes in 2 packets; server sends the first FIN; the table has each packet")
	for i := range 5 {
		l.rungs = append(l.rungs, rung{size: 2, back: i%2 == 1})
	}
	says("x &amp; y sends 1 byte; server sends 7 bytes in 2 packets; x &amp; y sends 2 bytes; server sends 2 bytes; x &amp; y sends 2 bytes; server sends 2 bytes; and so on, 7 turns in all; server sends the first FIN; the table has each packet")
}
