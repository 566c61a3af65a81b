package render

import (
	"fmt"
	"strings"

	"socketpairs/tools/wire"
)

// mostTurns is how many turns of a conversation are told in words.
const mostTurns = 6

// turn is what one side sends before the other one does.
type turn struct {
	back           bool
	packets, bytes int
}

// Summary tells who sends what in turn, and who ends it.
func (l *ladder) Summary() string {
	var told []string
	turns := l.turns()
	for _, t := range turns[:min(len(turns), mostTurns)] {
		told = append(told, l.tell(t))
	}
	switch more := len(turns) - mostTurns; {
	case more > 0:
		told = append(told, fmt.Sprintf("and so on, %d turns in all", len(turns)))
	case len(turns) == 0:
		told = append(told, "no data")
	}
	if end := l.end(); end != "" {
		told = append(told, end)
	}
	return strings.Join(told, "; ")
}

func (l *ladder) turns() []turn {
	var all []turn
	for _, r := range l.Rungs {
		if r.size == 0 {
			continue
		}
		if len(all) == 0 || all[len(all)-1].back != r.Back {
			all = append(all, turn{back: r.Back})
		}
		last := &all[len(all)-1]
		last.packets++
		last.bytes += r.size
	}
	return all
}

func (l *ladder) tell(t turn) string {
	unit, packets := "bytes", ""
	if t.bytes == 1 {
		unit = "byte"
	}
	if t.packets > 1 {
		packets = fmt.Sprintf(" in %d packets", t.packets)
	}
	return fmt.Sprintf("%s sends %d %s%s", l.sender(t.back), t.bytes, unit, packets)
}

// end says which side ends the conversation, and how; empty where none does.
func (l *ladder) end() string {
	for _, r := range l.Rungs {
		if r.ends != "" {
			return l.sender(r.Back) + " " + r.ends
		}
	}
	return ""
}

func (l *ladder) sender(back bool) string {
	if back {
		return l.RightName
	}
	return l.LeftName
}

// ending says what a packet does that ends a connection; empty for others.
func ending(flags wire.Flags) string {
	switch {
	case flags.Has(wire.RST):
		return "resets the connection"
	case flags.Has(wire.FIN):
		return "sends the first FIN"
	}
	return ""
}
