package render

import (
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/wire"
)

// wireView is what the template of a wire cell needs.
type wireView struct {
	cell
	Run     *book.Run
	Ladders []template.HTML // a drawing for each conversation
	Rows    []wireRow       // the same as a table, in the order of the capture
	More    int             // how many rows are in the download alone
	Who     string          // which mix was captured: "every program in Python"
	Mixes   string          // which mixes sent the same: "All four mixes of languages"
	Stale   bool            // the programs are no longer those that were recorded
	TCP     bool            // some rows are segments of TCP
	Capture string          // of the download; empty if nothing was captured
}

// mostRows is how many rows a page draws: enough for each lesson that is
// about single segments.
const mostRows = 60

// writeWire writes what went over the wire: a packet ladder for each
// conversation, and the same as a table.
func (p *page) writeWire(w io.Writer) error {
	run := p.lesson.Run
	view := wireView{cell: p.newCell("cell-wire"), Run: run, Stale: isStale(p.lesson)}
	if run.Trace == nil {
		return p.theme.write(w, "wire.html", view)
	}
	c := p.packets()
	rows := c.rows[:min(len(c.rows), mostRows)]
	view.More = len(c.rows) - len(rows)
	for _, l := range c.ladders(rows) {
		view.Ladders = append(view.Ladders, l.draw())
	}
	for _, row := range rows {
		view.Rows = append(view.Rows, newWireRow(row))
		view.TCP = view.TCP || row.Protocol == wire.TCP
	}
	view.Who, view.Mixes = inPython(run), allMixes(run)
	view.Capture = p.lesson.Run.CapturePath()
	return p.theme.write(w, "wire.html", view)
}

// inPython names the mix that a capture shows: the first one, in which all
// roles are in Python.
func inPython(run *book.Run) string {
	if len(run.Starts()) == 1 {
		return "the program in Python"
	}
	return "every program in Python"
}

// wireRow is one row of the table, as text. What a protocol does not have is
// empty.
type wireRow struct {
	Number         int    // of the packet in the download, from 1, as Wireshark counts
	Time           string // in milliseconds since the first packet
	From, To, What string
	Seq, Ack       string
	Length         int // of the payload, in bytes
	Payload        string
}

func newWireRow(row wire.Row) wireRow {
	r := wireRow{
		Number:  row.Packet + 1,
		Time:    milliseconds(row.Time),
		From:    row.From,
		To:      row.To,
		What:    what(row),
		Length:  len(row.Payload),
		Payload: row.Preview,
	}
	if row.Protocol == wire.TCP {
		r.Seq = fmt.Sprint(row.Seq)
	}
	if row.Flags.Has(wire.ACK) {
		r.Ack = fmt.Sprint(row.Ack)
	}
	return r
}

// what says what kind of a segment a row has: its label without the length,
// which has a column of its own.
func what(row wire.Row) string {
	label := row.Label
	for _, unit := range []string{" bytes", " byte"} {
		label = strings.Replace(label, fmt.Sprintf(", %d%s", len(row.Payload), unit), "", 1)
	}
	return label
}

// milliseconds writes a time to the microsecond, a longer one less exactly:
// there is room for eight characters.
func milliseconds(t time.Duration) string {
	ms := float64(t) / float64(time.Millisecond)
	text := fmt.Sprintf("%.3f", ms)
	if spare := len(text) - 8; spare > 0 {
		text = fmt.Sprintf("%.*f", max(0, 3-spare), ms)
	}
	return text
}
