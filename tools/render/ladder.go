package render

import (
	"fmt"
	"html/template"
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
// their first rows.
func (c *capture) ladders(rows []wire.Row) []*ladder {
	var all []*ladder
	known := map[int]*ladder{}
	for _, row := range rows {
		if known[row.Conversation] == nil {
			known[row.Conversation] = c.newLadder(row.Conversation)
			all = append(all, known[row.Conversation])
		}
		known[row.Conversation].add(row, c.talks[row.Conversation].Side(row.Segment))
	}
	return all
}

// newLadder begins the ladder of a conversation.
func (c *capture) newLadder(number int) *ladder {
	talk := c.talks[number]
	l := &ladder{
		Left:     c.names.End(talk.Client),
		Right:    c.names.End(talk.Server),
		Protocol: strings.ToUpper(string(talk.Protocol)),
	}
	l.LeftName, l.RightName = c.programsOf(number)
	return l
}

func (l *ladder) add(row wire.Row, from wire.Side) {
	r := rung{
		Number:  row.Packet + 1,
		Time:    milliseconds(row.Time),
		Label:   row.Label,
		Payload: breakable(row.Preview),
		Back:    from == wire.Server,
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
