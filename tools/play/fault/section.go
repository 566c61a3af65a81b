package fault

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"socketpairs/tools/book/runfile"
	"socketpairs/tools/play"
)

// shownBytes is how much of what it received the peer shows.
const shownBytes = 64

// amount says how many bytes there are, and shows them, or the first of them.
func amount(data []byte) string {
	switch {
	case len(data) == 0:
		return "nothing"
	case len(data) <= shownBytes:
		return fmt.Sprintf("%d bytes: %s", len(data), strconv.Quote(string(data)))
	}
	// What may be half of an address and port is not shown.
	shown := strings.TrimRight(string(data[:shownBytes]), "0123456789.:")
	return fmt.Sprintf("%d bytes, first: %s", len(data), strconv.Quote(shown))
}

// Section writes what the run did as text that is the same in each run: what
// each program printed before the others came, with what the peer saw, then,
// after an empty line, the rest. Lines that repeat are counted.
//
//	server| listening on 127.0.0.1:8089
//	peer| connected, and ended its stream at once
//	peer| received nothing, then the end of the stream
//
//	server| received 15 bytes: GET /index.html
//	client| sent 15 bytes
func (r *Result) Section() string {
	var before, after strings.Builder
	for _, program := range r.Programs {
		early, late := r.split(program)
		r.write(&before, program.Start.Name, early)
		r.write(&after, program.Start.Name, late)
	}
	r.write(&before, runfile.Peer, r.saw(false))
	r.write(&after, runfile.Peer, r.saw(true))
	if r.ended {
		after.WriteString(runfile.FaultEnded)
	}
	if after.Len() == 0 {
		return before.String()
	}
	return before.String() + "\n" + after.String()
}

// split returns the lines that a program printed before and after the other
// programs came.
func (r *Result) split(program play.Printed) (before, after []string) {
	lines := slices.Collect(strings.Lines(r.rename(program.Stdout)))
	cut := min(r.before[program.Start.Name], len(lines))
	return lines[:cut:cut], lines[cut:]
}

// saw returns the peer's notes of before or after the other programs came.
func (r *Result) saw(later bool) []string {
	var lines []string
	for _, note := range r.notes {
		if note.later == later {
			lines = append(lines, r.rename(note.text)+"\n")
		}
	}
	return lines
}

// rename gives ports their names. In a crowd, whose order is nobody's promise,
// no connection has a name of its own.
func (r *Result) rename(text string) string { return r.anonymous(r.ports.Rename(text)) }

// loopbackEnd is an address and port on the loopback.
var loopbackEnd = regexp.MustCompile(`\b127\.0\.0\.\d+:\d+\b`)

// withoutChosen takes away a port that is surely the kernel's choice: Linux,
// macOS and Windows choose above 32767.
func withoutChosen(text string) string {
	if end, err := netip.ParseAddrPort(text); err == nil && end.Port() >= 1<<15 {
		return end.Addr().String() + ":{port}"
	}
	return text
}

// anonymous takes the numbers from the names of ports, in a crowd.
func (r *Result) anonymous(text string) string {
	if !r.kind.nameless {
		return text
	}
	if !r.Captured { // then the ports of ordinary clients have no names yet
		text = loopbackEnd.ReplaceAllStringFunc(text, withoutChosen)
	}
	return play.PortName.ReplaceAllString(text, "{port}")
}

// write writes lines with a program's label. Equal neighbors become one; in a
// crowd, all that are equal.
func (r *Result) write(b *strings.Builder, name string, lines []string) {
	if slices.Contains(r.Lesson.Run.Unordered, name) {
		slices.Sort(lines)
	}
	var texts []string
	counts := map[int]int{}
	for _, line := range lines {
		i := len(texts) - 1
		if r.kind.nameless {
			i = slices.Index(texts, line)
		}
		if i < 0 || texts[i] != line {
			texts, i = append(texts, line), len(texts)
		}
		counts[i]++
	}
	for i, text := range texts {
		label := name
		if counts[i] > 1 {
			label = fmt.Sprintf("%s (%d times)", name, counts[i])
		}
		text, whole := strings.CutSuffix(text, "\n")
		if !whole {
			text += " (without a line end)"
		}
		if text != "" {
			text = " " + text
		}
		b.WriteString(label + "|" + text + "\n")
	}
}

// guide is what a recorded section tells about the time before the other
// programs come.
type guide struct {
	known bool
	ended bool           // the server ends
	lines map[string]int // how many lines each program prints
}

var sectionLine = regexp.MustCompile(`^([^ |]+)(?: \((\d+) times\))?\|`)

func readGuide(section string) guide {
	before, _, _ := strings.Cut(section, "\n\n")
	g := guide{known: section != "", ended: strings.HasSuffix(section, runfile.FaultEnded), lines: map[string]int{}}
	for line := range strings.Lines(before) {
		if m := sectionLine.FindStringSubmatch(line); m != nil {
			times, err := strconv.Atoi(m[2])
			if err != nil {
				times = 1
			}
			g.lines[m[1]] += times
		}
	}
	return g
}
