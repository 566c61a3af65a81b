package wire

import (
	"fmt"
	"io"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"
)

// Row is one rung of the packet ladder: a segment with its ends named and its
// contents in words.
type Row struct {
	Segment
	From, To string // the names of the ends; the segment has their addresses
	Label    string // "SYN, ACK", "PSH, ACK, 15 bytes", "datagram, 4 bytes", "port unreachable"
	Preview  string // the beginning of the payload, quoted as in a transcript
}

// Rows describes the segments one by one, for the ladder in a terminal, a
// drawing or a table.
func Rows(segments []Segment, names Names) []Row {
	rows := make([]Row, len(segments))
	for i, s := range segments {
		rows[i] = Row{
			Segment: s,
			From:    names.End(s.From),
			To:      names.End(s.To),
			Label:   label(s),
			Preview: preview(s.Payload, names),
		}
	}
	return rows
}

func label(s Segment) string {
	var parts []string
	switch s.Protocol {
	case TCP:
		parts = append(parts, s.Flags.String())
	case UDP:
		parts = append(parts, "datagram")
	case ICMP:
		return s.Note
	}
	if len(s.Payload) > 0 || s.Protocol == UDP {
		parts = append(parts, count(len(s.Payload), "byte"))
	}
	if s.Packets > 1 {
		parts = append(parts, "in "+count(s.Packets, "fragment"))
	}
	return strings.Join(parts, ", ")
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// previewLength is how many bytes of a payload a row shows: enough for a
// request line.
const previewLength = 32

// preview cuts between characters, and never inside a port's number.
func preview(payload []byte, names Names) string {
	text, rest := string(payload), ""
	if len(text) > previewLength {
		cut := previewLength
		for !utf8.RuneStart(text[cut]) && cut > previewLength-utf8.UTFMax {
			cut--
		}
		text, rest = text[:cut], "..."
	}
	if rest != "" {
		for _, p := range names.find(string(payload)) {
			if p.start < len(text) && len(text) < p.end {
				text = text[:p.start]
			}
		}
	}
	return quoteNamed(text, names.find(text)) + rest
}

// Ladder draws the segments for a terminal, one a line, with the time in
// milliseconds since the first packet:
//
//	   ms  127.0.0.1:{port 1}                127.0.0.1:8089
//	0.000  |-- SYN ----------------------------------->|
//	0.021  |<----------------------------- SYN, ACK ---|
//	0.120  |-- PSH, ACK, 15 bytes -------------------->|  GET /index.html
//
// Where there are more than two ends, each line names its own.
func Ladder(w io.Writer, segments []Segment, names Names) error {
	rows := Rows(segments, names)
	var text strings.Builder
	if left, right, ok := twoEnds(segments); ok {
		drawTwo(&text, rows, left, names.End(left), names.End(right))
	} else {
		drawMany(&text, rows)
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// twoEnds returns the only two ends that there are, the sender of the first
// segment on the left.
func twoEnds(segments []Segment) (left, right netip.AddrPort, ok bool) {
	for i, s := range segments {
		if i == 0 {
			left, right = s.From, s.To
		}
		if between(TCP, s.From, s.To) != between(TCP, left, right) {
			return left, right, false
		}
	}
	return left, right, left != right
}

func drawTwo(text *strings.Builder, rows []Row, left netip.AddrPort, leftName, rightName string) {
	width := max(48, len(leftName)+2+len(rightName))
	for _, row := range rows {
		width = max(width, len(row.Label)+len("|-- ")+len(" ---->|"))
	}
	fmt.Fprintf(text, "%9s  %s%*s\n", "ms", leftName, width-len(leftName), rightName)
	for _, row := range rows {
		rungs := strings.Repeat("-", width-len(row.Label)-len("|--  >|"))
		rung := "|-- " + row.Label + " " + rungs + ">|"
		if row.Segment.From != left {
			rung = "|<" + rungs + " " + row.Label + " --|"
		}
		drawLine(text, row, rung)
	}
}

func drawMany(text *strings.Builder, rows []Row) {
	var fromWidth, toWidth int
	for _, row := range rows {
		fromWidth, toWidth = max(fromWidth, len(row.From)), max(toWidth, len(row.To))
	}
	if len(rows) > 0 {
		fmt.Fprintf(text, "%9s\n", "ms")
	}
	for _, row := range rows {
		drawLine(text, row, fmt.Sprintf("%*s -> %-*s  %s", fromWidth, row.From, toWidth, row.To, row.Label))
	}
}

func drawLine(text *strings.Builder, row Row, rung string) {
	line := fmt.Sprintf("%9.3f  %s  %s", float64(row.Time)/float64(time.Millisecond), rung, row.Preview)
	text.WriteString(strings.TrimRight(line, " ") + "\n")
}
