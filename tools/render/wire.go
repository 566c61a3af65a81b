package render

import (
	"fmt"
	"io"
	"slices"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/wire"
)

// wireView is what the template of a wire cell needs.
type wireView struct {
	cell
	Run     *book.Run
	Ladders []*ladder // one for each conversation
	More    int       // how many rows are in the download alone
	Who     string    // which mix was captured: "every program in Python"
	Mixes   string    // which mixes sent the same: "All four mixes of languages"
	Stale   bool      // the programs are no longer those that were recorded
	TCP     bool      // some rows are segments of TCP
	Capture string    // of the download; empty if nothing was captured
}

// mostRows is how many rows a page shows: enough for each lesson that is
// about single segments.
const mostRows = 60

// writeWire writes what went over the wire: a packet ladder for each
// conversation.
func (p *page) writeWire(w io.Writer) error {
	run := p.lesson.Run
	view := wireView{cell: p.newCell("cell-wire"), Run: run, Stale: isStale(p.lesson)}
	if run.Trace == nil {
		return p.theme.write(w, "wire.html", view)
	}
	c := p.packets()
	rows := c.rows[:min(len(c.rows), mostRows)]
	view.More = len(c.rows) - len(rows)
	view.Ladders = c.ladders(rows)
	view.TCP = slices.ContainsFunc(rows, func(row wire.Row) bool { return row.Protocol == wire.TCP })
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
