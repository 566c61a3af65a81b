package render

import (
	"fmt"
	"html/template"
	"net/netip"
	"regexp"
	"strings"

	"socketpairs/tools/wire"
)

// ladder shows one conversation: a lane for each end, and a rung for each
// segment between them. It is a table that style.css draws.
type ladder struct {
	Left, Right         string // the ends
	LeftName, RightName string // the programs there
	Protocol            string
	Rungs               []rung
}

// rung is one segment of a ladder, as text. What a protocol does not have is
// empty.
type rung struct {
	Number   int           // of the packet in the download, from 1, as Wireshark counts
	Time     string        // in milliseconds since the first packet
	Label    string        // what kind of a segment, and how much data
	Payload  template.HTML // how the data begins, quoted
	Back     bool          // from right to left
	Seq, Ack string
	size     int    // of the data, in bytes
	ends     string // how it ends the connection; empty if it does not
}

// ladders gives each conversation of some rows a ladder, in the order of
// their first rows. What belongs to no conversation (ICMP about nothing that
// was captured) has one for its two ends.
func (c *capture) ladders(rows []wire.Row) []*ladder {
	type key struct {
		talk      int
		low, high netip.AddrPort
	}
	var all []*ladder
	known := map[key]*ladder{}
	for _, row := range rows {
		k := key{talk: row.Conversation}
		if k.talk < 0 {
			k.low, k.high = row.Segment.From, row.Segment.To
			if k.low.Compare(k.high) > 0 {
				k.low, k.high = k.high, k.low
			}
		}
		if known[k] == nil {
			known[k] = c.newLadder(row)
			all = append(all, known[k])
		}
		known[k].add(row)
	}
	return all
}

// newLadder begins the ladder of the conversation that a row belongs to.
func (c *capture) newLadder(row wire.Row) *ladder {
	if row.Conversation < 0 {
		return &ladder{Left: row.From, Right: row.To, Protocol: strings.ToUpper(string(row.Protocol))}
	}
	talk := c.talks[row.Conversation]
	l := &ladder{
		Left:     c.names.End(talk.Client),
		Right:    c.names.End(talk.Server),
		Protocol: strings.ToUpper(string(talk.Protocol)),
	}
	l.LeftName, l.RightName = c.programsOf(row.Conversation)
	return l
}

func (l *ladder) add(row wire.Row) {
	r := rung{
		Number:  row.Packet + 1,
		Time:    milliseconds(row.Time),
		Label:   row.Label,
		Payload: breakable(row.Preview),
		Back:    row.From != l.Left,
		size:    len(row.Payload),
		ends:    ending(row.Flags),
	}
	if row.Protocol == wire.TCP {
		r.Seq = fmt.Sprint(row.Seq)
	}
	if row.Flags.Has(wire.ACK) {
		r.Ack = fmt.Sprint(row.Ack)
	}
	l.Rungs = append(l.Rungs, r)
}

// escapes are what stands for bytes in a quoted text.
var escapes = regexp.MustCompile(`\\r\\n|\\x..|\\.`)

// breakable lets a long quoted text break into lines before an escape, so that
// none is parted.
func breakable(quoted string) template.HTML {
	text := template.HTMLEscapeString(quoted)
	if characters(quoted) > shortPayload {
		text = escapes.ReplaceAllString(text, "<wbr>$0")
	}
	return template.HTML(text)
}

// shortPayload is how many characters a payload on one line has on a telephone.
const shortPayload = 20
