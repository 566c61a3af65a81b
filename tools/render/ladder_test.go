package render

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

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
			rungs += len(l.Rungs)
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
		if l.Left != c.names.End(c.talks[i].Client) || l.Right != c.names.End(c.talks[i].Server) {
			t.Errorf("ladder %d stands between %s and %s", i, l.Left, l.Right)
		}
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

func TestRungsOfEachProtocol(t *testing.T) {
	all := map[string]bool{}
	for _, name := range captures(t) {
		c := captured(t, name)
		for _, row := range c.rows {
			for _, r := range c.ladders([]wire.Row{row})[0].Rungs {
				all[r.Label] = true
				if r.Number != row.Packet+1 || (row.Protocol == wire.TCP) != (r.Seq != "") || row.Flags.Has(wire.ACK) != (r.Ack != "") {
					t.Errorf("%s: packet %d of %s, %s: got %+v", name, row.Packet+1, row.Protocol, row.Flags, r)
				}
			}
		}
	}
	for _, want := range []string{"SYN", "SYN, ACK", "PSH, ACK, 5 bytes", "RST, ACK", "datagram, 4 bytes", "port unreachable"} {
		if !all[want] {
			t.Errorf("no rung says %q, but %q", want, slices.Sorted(maps.Keys(all)))
		}
	}
}

func TestASummaryTellsWhoSendsWhatAndWhoEndsIt(t *testing.T) {
	l := &ladder{LeftName: "x", RightName: "server"}
	says := func(want string) {
		t.Helper()
		if got := l.Summary(); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
	says("no data")
	l.Rungs = []rung{{}, {size: 1}, {Back: true}, {Back: true, size: 3}, {size: 0, Back: false}, {Back: true, size: 4}, {Back: true, ends: ending(wire.FIN | wire.ACK)}, {ends: ending(wire.RST)}}
	says("x sends 1 byte; server sends 7 bytes in 2 packets; server sends the first FIN")
	for i := range 5 {
		l.Rungs = append(l.Rungs, rung{size: 2, Back: i%2 == 1})
	}
	says("x sends 1 byte; server sends 7 bytes in 2 packets; x sends 2 bytes; server sends 2 bytes; x sends 2 bytes; server sends 2 bytes; and so on, 7 turns in all; server sends the first FIN")
}

func TestALongPayloadBreaksBeforeItsEscapes(t *testing.T) {
	for quoted, want := range map[string]string{
		`\x00\n`:                       `\x00\n`,
		`<b>&amp; is short\n`:          `&lt;b&gt;&amp;amp; is short\n`,
		`GET /index.html HTTP/1.1\r\n`: `GET /index.html HTTP/1.1<wbr>\r\n`,
		`\x00\x00\\\t, and long\nfoo`:  `<wbr>\x00<wbr>\x00<wbr>\\<wbr>\t, and long<wbr>\nfoo`,
	} {
		if got := string(breakable(quoted)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
