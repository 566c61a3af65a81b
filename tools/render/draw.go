package render

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"socketpairs/tools/book"
)

// Sizes of a drawing of calls, in the units of its view box, which are
// pixels where the page is wide enough. Text is laid out by counting
// characters: charWidth is more than the average of the widest fonts that
// style.css names, so that no text runs over.
const (
	charWidth  = 8
	lineHeight = 17
	titleWrap  = 24 // characters
	textWrap   = 26
	laneTop    = 40 // from the top of a lane to its first row
	badge      = 11 // radius
	laneGap    = 48 // from an arrow's text to the lanes, both together
)

// layout is where the parts of a drawing stand.
type layout struct {
	laneWidth, gap, rowHeight int
}

func (l layout) laneX(i int) int   { return 1 + i*(l.laneWidth+l.gap) }
func (l layout) rowY(row int) int  { return laneTop + row*l.rowHeight + badge }
func (l layout) width(n int) int   { return l.laneX(n-1) + l.laneWidth + 1 }
func (l layout) height(n int) int  { return laneTop + n*l.rowHeight + 12 }
func (l layout) middle(i int) int  { return l.laneX(i) + l.laneWidth/2 }
func (l layout) rightOf(i int) int { return l.laneX(i) + l.laneWidth }

// drawCalls draws the lanes and the arrows between them.
func drawCalls(lanes []*lane, calls []book.Call, name string) template.HTML {
	arrows, rows := arrange(lanes, calls)
	l := measure(lanes, arrows)
	var b bytes.Buffer
	width, height := l.width(len(lanes)), l.height(rows)
	fmt.Fprintf(&b, `<svg role=group aria-label="%s" viewBox="0 0 %d %d" width=%d height=%d>`+"\n",
		template.HTMLEscapeString(name), width, height, width, height)
	for i, lane := range lanes {
		l.drawLane(&b, i, lane, height)
	}
	for i, a := range arrows {
		l.drawArrow(&b, a, i+1)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// measure finds the sizes that hold the longest texts.
func measure(lanes []*lane, arrows []arrow) layout {
	titleWidth, textWidth, lines := 0, 0, 1
	for _, lane := range lanes {
		titleWidth = max(titleWidth, characters(lane.role))
		for _, step := range lane.steps {
			wrapped := wrap(step.title, titleWrap)
			titleWidth, lines = max(titleWidth, widestOf(wrapped)), max(lines, len(wrapped))
		}
	}
	for _, a := range arrows {
		wrapped := wrap(a.text, textWrap)
		textWidth, lines = max(textWidth, widestOf(wrapped)), max(lines, len(wrapped))
	}
	return layout{
		laneWidth: titleWidth*charWidth + 60,
		gap:       textWidth*charWidth + laneGap,
		rowHeight: lines*lineHeight + 24,
	}
}

func (l layout) drawLane(b *bytes.Buffer, i int, lane *lane, height int) {
	x := l.laneX(i)
	fmt.Fprintf(b, "<rect class=lane x=%d y=1 width=%d height=%d rx=8 />\n", x, l.laneWidth, height-2)
	fmt.Fprintf(b, "<text class=role x=%d y=26>%s</text>\n", l.middle(i), template.HTMLEscapeString(lane.role))
	for i := range lane.steps {
		l.drawStep(b, x, lane.role, &lane.steps[i], "")
	}
	for _, step := range lane.again {
		l.drawStep(b, x, lane.role, step, "again ")
	}
}

// drawStep draws a step as a link to it. Its classes are the calls that meet
// it: style.css lights what has the same.
func (l layout) drawStep(b *bytes.Buffer, laneX int, role string, step *laneStep, again string) {
	class := strings.TrimSpace(again + callClasses(step.calls))
	if class != "" {
		class = " class=" + quoted(class)
	}
	fmt.Fprintf(b, `<a%s href=#%s-%d transform="translate(%d %d)">`, class, role, step.from, laneX+28, l.rowY(step.row))
	if step.to > step.from {
		fmt.Fprintf(b, "<rect x=-18 y=-11 width=36 height=22 rx=11 /><text class=number y=4>%d–%d</text>", step.from, step.to)
	} else {
		fmt.Fprintf(b, "<circle r=%d /><text class=number y=4>%d</text>", badge, step.from)
	}
	writeLines(b, "", 22, 5, wrap(step.title, titleWrap))
	b.WriteString("</a>\n")
}

// callClasses returns the classes of what takes part in calls. They are those
// of the rows of a pair, because one set of rules lights both.
func callClasses(calls []int) string {
	var classes []string
	for _, number := range calls {
		classes = append(classes, fmt.Sprintf("r%d", number))
	}
	return strings.Join(classes, " ")
}

// drawArrow draws an arrow and its text, which stands above it in the first
// gap that it crosses.
func (l layout) drawArrow(b *bytes.Buffer, a arrow, number int) {
	x, end := l.rightOf(a.from), l.laneX(a.to)
	head, textX := "m-8-5 8 5-8 5", l.gap/2
	if a.to < a.from {
		x, end = l.laneX(a.from), l.rightOf(a.to)
		head, textX = "m8-5-8 5 8 5", -textX
	}
	fmt.Fprintf(b, `<g class=r%d transform="translate(%d %d)"><path class=arrow d="M0 0H%d%s"/>`, number, x, l.rowY(a.row), end-x, head)
	lines := wrap(a.text, textWrap)
	writeLines(b, "passes", textX, -8-(len(lines)-1)*lineHeight, lines)
	b.WriteString("</g>\n")
}

// writeLines writes lines of text below each other; y is the first one's. The
// class may be empty.
func writeLines(b *bytes.Buffer, class string, x, y int, lines []string) {
	if class != "" {
		class = " class=" + class
	}
	for i, line := range lines {
		fmt.Fprintf(b, "<text%s x=%d y=%d>%s</text>", class, x, y+i*lineHeight, template.HTMLEscapeString(line))
	}
}

// wrap cuts text into lines of at most width characters, at its spaces; a
// longer word has a line of its own.
func wrap(text string, width int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && characters(lines[last])+1+characters(word) <= width {
			lines[last] += " " + word
			continue
		}
		lines = append(lines, word)
	}
	return lines
}

func widestOf(lines []string) int {
	most := 0
	for _, line := range lines {
		most = max(most, characters(line))
	}
	return most
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
