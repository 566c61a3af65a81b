package render

import (
	"fmt"
	"io"
	"strings"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/wire"
)

// demuxView is what the template of a demux cell needs.
type demuxView struct {
	cell
	Exchanges []*exchange
	Capture   string // of the download
}

// exchange is what one client and one socket of the server send each other:
// the first segment with data, and the first one that answers it.
type exchange struct {
	Right          bool // the client stands to the right of the server
	Client, Server end
	Segments       []demuxSegment // one or two
}

// end is one end of an exchange: a socket, what must stand in a segment that
// reaches it, and its computer.
type end struct {
	Name, Host string
	From, To   hostPort // of the segments that reach it
	New        bool     // the first drawn socket of its host, which carries the host's name
}

// hostPort is an address and a port, as text.
type hostPort struct{ Address, Port string }

func (t hostPort) String() string { return t.Address + ":" + t.Port }

// cutPort takes an end of a transcript apart.
func cutPort(text string) hostPort {
	colon := strings.LastIndexByte(text, ':')
	return hostPort{text[:colon], text[colon+1:]}
}

// demuxSegment is a segment with data, and the socket that it reaches.
type demuxSegment struct {
	Number   int // of the packet in the download, from 1
	Answer   bool
	From, To hostPort
	Payload  string
	Reaches  *end
	Why      string // a sentence for each socket of that computer
}

// writeDemux writes which socket each client's segments reach. All that it
// draws is recorded, but for the names.
func (p *page) writeDemux(w io.Writer, c markup.DemuxCell, line int) error {
	if p.lesson.Run.Trace == nil {
		return p.theme.write(w, "demux.html", demuxView{cell: p.newCell("cell-demux")})
	}
	rows := p.lesson.Run.Trace.Rows()
	view := demuxView{cell: p.newCell("cell-demux"), Capture: p.lesson.Run.CapturePath()}
	for _, s := range c.Sockets {
		if s.Peer == "" {
			continue
		}
		e := newExchange(c.Sockets, s)
		e.find(rows)
		if len(e.Segments) == 0 {
			return fmt.Errorf("%s:%d: no segment with data from %s to %s in %s", p.lesson.Path, s.Line, s.Peer, s.Local, view.Capture)
		}
		view.Exchanges = append(view.Exchanges, e)
	}
	place(view.Exchanges)
	explain(view.Exchanges)
	return p.theme.write(w, "demux.html", view)
}

// newExchange finds the names of both ends.
func newExchange(sockets []markup.Socket, server markup.Socket) *exchange {
	from, to := cutPort(server.Peer), cutPort(server.Local)
	e := &exchange{
		Client: end{Host: hostOf(sockets, from), From: to, To: from},
		Server: end{Host: hostOf(sockets, to), From: from, To: to, Name: server.Name},
	}
	for _, s := range sockets {
		if s.Peer == "" && s.Local == server.Peer {
			e.Client.Name = s.Name
		}
	}
	return e
}

// hostOf names the computer that has an address; empty if no line does.
func hostOf(sockets []markup.Socket, at hostPort) string {
	for _, s := range sockets {
		if s.Host != "" && cutPort(s.Local).Address == at.Address {
			return s.Host
		}
	}
	return ""
}

// find looks for the first segment with data of each side.
func (e *exchange) find(rows []wire.Row) {
	for _, reached := range []*end{&e.Server, &e.Client} {
		for _, row := range rows {
			if row.From == reached.From.String() && row.To == reached.To.String() && len(row.Payload) > 0 {
				e.Segments = append(e.Segments, demuxSegment{
					Number:  row.Packet + 1,
					Answer:  reached == &e.Client,
					From:    reached.From,
					To:      reached.To,
					Payload: shorten(row.Preview, 18),
					Reaches: reached,
				})
				break
			}
		}
	}
}

// place puts the first client's computer to the left of the server, the next
// one to the right, and so on; it marks where a computer begins.
func place(exchanges []*exchange) {
	var hosts []string
	known := map[string]int{}
	for i, e := range exchanges {
		address := e.Client.To.Address
		if _, ok := known[address]; !ok {
			known[address] = len(hosts)
			hosts = append(hosts, address)
			e.Client.New = true
		}
		e.Right = known[address]%2 == 1
		e.Server.New = i == 0
	}
}

// explain says of each segment which numbers decide.
func explain(exchanges []*exchange) {
	var sockets []end
	for _, e := range exchanges {
		sockets = append(sockets, e.Client, e.Server)
	}
	for _, e := range exchanges {
		for i := range e.Segments {
			s := &e.Segments[i]
			s.Why = fmt.Sprintf("All four numbers match %s.", s.Reaches.Name)
			for _, other := range sockets {
				if differ := s.differs(other); len(differ) > 0 && other.To.Address == s.To.Address {
					s.Why += fmt.Sprintf(" %s has another %s.", other.Name, inWords(differ))
				}
			}
		}
	}
}

// inWords joins the parts of a list: "a", "a and b", "a, b and c".
func inWords(parts []string) string {
	last := len(parts) - 1
	if last == 0 {
		return parts[0]
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// differs names the numbers in which the segment is none of a socket's.
func (s demuxSegment) differs(from end) []string {
	var names []string
	for _, number := range []struct {
		name         string
		has, expects string
	}{
		{"source address", s.From.Address, from.From.Address},
		{"source port", s.From.Port, from.From.Port},
		{"destination address", s.To.Address, from.To.Address},
		{"destination port", s.To.Port, from.To.Port},
	} {
		if number.has != number.expects {
			names = append(names, number.name)
		}
	}
	return names
}
