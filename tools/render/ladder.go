package render

import (
	"bytes"
	"fmt"
	"html/template"
	"net/netip"
	"strings"
	"unicode/utf8"

	"socketpairs/tools/wire"
)

// ladder is the drawing of one conversation: a lane for each end, and a rung
// for each segment between them.
type ladder struct {
	left, right         string // the ends
	leftName, rightName string // the programs there
	protocol            string
	rungs               []rung
}

// rung is one segment of a ladder.
type rung struct {
	time    string
	label   string
	payload string // quoted and shortened; empty for one without data
	back    bool   // from right to left
	size    int    // of the data, in bytes
	ends    string // how it ends the connection; empty if it does not
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
		return &ladder{left: row.From, right: row.To, protocol: strings.ToUpper(string(row.Protocol))}
	}
	talk := c.talks[row.Conversation]
	l := &ladder{
		left:     c.names.End(talk.Client),
		right:    c.names.End(talk.Server),
		protocol: strings.ToUpper(string(talk.Protocol)),
	}
	l.leftName, l.rightName = c.programsOf(row.Conversation)
	return l
}

func (l *ladder) add(row wire.Row) {
	l.rungs = append(l.rungs, rung{
		time:    milliseconds(row.Time),
		label:   row.Label,
		payload: shorten(row.Preview, mostPayload),
		back:    row.From != l.left,
		size:    len(row.Payload),
		ends:    ending(row.Flags),
	})
}

// The sizes of a ladder, in units of which a telephone shows about one a
// pixel. The type is monospaced: a character is at most 0.61 of its size.
const (
	rungChar    = 7.33 // wide, at a size of 12
	timeRight   = 60   // where the times end
	leftLane    = 72
	overhang    = 4 // of the ends' names over their lanes
	leastRung   = 264
	mostPayload = 28 // characters, so that the arrow shows on both sides
	ladderTop   = 50 // where the lanes begin
	thinRung    = 27 // high
	thickRung   = 48
)

// length returns how long the rungs are: what their texts need, and the two
// ends above them.
func (l *ladder) length() int {
	widest := characters(l.left) + characters(l.right) - 1
	for _, r := range l.rungs {
		widest = max(widest, characters(r.label)+2, characters(r.payload)+4)
	}
	return max(leastRung, int(float64(widest)*rungChar))
}

// draw draws the ladder.
func (l *ladder) draw() template.HTML {
	var rungs bytes.Buffer
	length := l.length()
	y := ladderTop
	for _, r := range l.rungs {
		y = r.draw(&rungs, y, length)
	}
	right := leftLane + length
	var b bytes.Buffer
	fmt.Fprintf(&b, "<svg role=img aria-label=\"%[1]s\" width=%[2]d height=%[3]d fill=none stroke=gray viewBox=\"0 0 %[2]d %[3]d\">\n",
		template.HTMLEscapeString(l.name()), right+2*overhang, y+8)
	writeEnd(&b, "b", leftLane-overhang, l.leftName, l.left)
	writeEnd(&b, "t", right+overhang, l.rightName, l.right)
	fmt.Fprintf(&b, "<text class=t x=%d y=30>ms</text><path class=lane d=\"M%d 40v%dm%d 0V40\"/>\n", timeRight, leftLane, y-38, length)
	b.Write(rungs.Bytes())
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// writeEnd writes what stands above a lane: the program, and its address.
func writeEnd(b *bytes.Buffer, class string, x int, program, end string) {
	fmt.Fprintf(b, "<g class=%s><text class=h x=%d y=12>%s</text><text x=%d y=30>%s</text></g>\n",
		class, x, template.HTMLEscapeString(program), x, template.HTMLEscapeString(end))
}

// draw draws the rung below y, and returns where the next one begins.
func (r rung) draw(b *bytes.Buffer, y, length int) int {
	line, height, class := y+thinRung-8, thinRung, ""
	if r.payload != "" {
		line, height, class = y+thickRung-18, thickRung, " class=out"
		if r.back {
			class = " class=back"
		}
	}
	arrow := fmt.Sprintf("M%d 0h%dm-7-4 7 4-7 4", leftLane, length)
	if r.back {
		arrow = fmt.Sprintf("M%d 0h-%dm7-4-7 4 7 4", leftLane+length, length)
	}
	fmt.Fprintf(b, `<g transform="translate(0 %d)"%s><path class=arrow d="%s"/><text class=t x=%d y=4>%s</text>`, line, class, arrow, timeRight, r.time)
	r.write(b, leftLane+length/2)
	b.WriteString("</g>\n")
	return y + height
}

// write writes what stands above the arrow, and on it the payload.
func (r rung) write(b *bytes.Buffer, middle int) {
	label := template.HTMLEscapeString(r.label)
	if r.payload == "" {
		fmt.Fprintf(b, "<text x=%d y=-5>%s</text>", middle, label)
		return
	}
	width := int(float64(characters(r.payload)+2) * rungChar)
	fmt.Fprintf(b, "<text x=%d y=-15>%s</text><rect x=%d y=-11 width=%d height=22 rx=4 /><text class=p x=%d y=4>%s</text>",
		middle, label, middle-width/2, width, middle, template.HTMLEscapeString(r.payload))
}

// shorten cuts a quoted text to at most width characters, never inside what
// stands for one byte or for a port.
func shorten(quoted string, width int) string {
	if characters(quoted) <= width {
		return quoted
	}
	quoted = strings.TrimSuffix(quoted, "...")
	kept, used := 0, 0
	for kept < len(quoted) {
		token := firstToken(quoted[kept:])
		used += characters(token)
		if used > width-1 {
			break
		}
		kept += len(token)
	}
	return quoted[:kept] + "…"
}

// firstToken returns the first character of a quoted text, or what stands in
// the place of one: \n, \x00, {port 1}.
func firstToken(quoted string) string {
	switch {
	case strings.HasPrefix(quoted, `\x`) && len(quoted) >= 4:
		return quoted[:4]
	case quoted[0] == '\\' && len(quoted) >= 2:
		return quoted[:2]
	case strings.HasPrefix(quoted, "{port "):
		if end := strings.IndexByte(quoted, '}'); end > 0 {
			return quoted[:end+1]
		}
	}
	_, size := utf8.DecodeRuneInString(quoted)
	return quoted[:size]
}

// characters returns how wide a text is, in characters; those of East Asian
// scripts are twice as wide as others.
func characters(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}
