package wire

import (
	"fmt"
	"strings"
)

// Transcript writes conversations as text that is the same in each run of the
// same programs, for tests to compare and for people to read:
//
//	tcp 127.0.0.1:{port 1} -> 127.0.0.1:8089
//	> GET /index.html\r\n
//	< hello
//	client: FIN
//	server: FIN
//
//	udp 127.0.0.1:{port 2} -> 127.0.0.1:8089
//	> ping
//	< \(port unreachable)
//
//	icmp 127.0.0.1 -> 127.0.0.2
//	> \(echo request, sequence 1) abcdefgh
//	< \(echo reply, sequence 1) abcdefgh
//
// A line with > is from the client, one with < from the server. In TCP the
// lines of one direction up to the next line of the other are one turn; a turn
// goes to a new line after each \n. In UDP each line is a datagram. Bytes are
// shown as quoteTurn says.
//
// The end of a side stands after the turns that had begun by then, so that a
// side which says early that it has sent all (a half-close) shows. Between two
// turns the client stands first, whoever was first: where both close at once,
// that is a race. [Conversation.Ends] has the order.
func Transcript(conversations []Conversation, names Names) string {
	var text strings.Builder
	for i, c := range conversations {
		if i > 0 {
			text.WriteByte('\n')
		}
		c.transcribe(&text, names)
	}
	return text.String()
}

func (c Conversation) transcribe(text *strings.Builder, names Names) {
	fmt.Fprintf(text, "%s %s -> %s\n", c.Protocol, names.End(c.Client), names.End(c.Server))
	for i, turn := range c.Turns {
		c.transcribeEnds(text, i)
		for _, line := range c.lines(turn, names) {
			fmt.Fprintf(text, "%c %s\n", "><"[turn.From], line)
		}
	}
	c.transcribeEnds(text, len(c.Turns))
	if c.Missing {
		text.WriteString("missing: the capture lacks some bytes\n")
	}
	if c.Protocol != TCP {
		return
	}
	for _, side := range []Side{Client, Server} {
		if c.Ended(side) == "" {
			fmt.Fprintf(text, "%s: no end\n", side)
		}
	}
}

// transcribeEnds writes the ends that came after a number of turns.
func (c Conversation) transcribeEnds(text *strings.Builder, turns int) {
	for _, side := range []Side{Client, Server} {
		for _, end := range c.Ends {
			if end.From == side && end.After == turns {
				fmt.Fprintf(text, "%s: %v\n", side, end.Flag)
			}
		}
	}
}

// lines quotes a turn; in TCP, where turns are no messages, line by line.
func (c Conversation) lines(turn Turn, names Names) []string {
	if turn.Note != "" && len(turn.Data) == 0 {
		return []string{note(turn.Note)}
	}
	if turn.Note != "" {
		return []string{note(turn.Note) + " " + quoteTurn(turn.Data, names)}
	}
	quoted := quoteTurn(turn.Data, names)
	if c.Protocol != TCP {
		return []string{quoted}
	}
	return splitAfterNewlines(quoted)
}

// splitAfterNewlines cuts after each quoted line end, of which not every \n
// is one: in \\n the backslash is data.
func splitAfterNewlines(quoted string) []string {
	var lines []string
	start := 0
	for i := 0; i+1 < len(quoted); i++ {
		if quoted[i] != '\\' {
			continue
		}
		i++ // the escaped character
		if quoted[i] == 'n' && i+1 < len(quoted) {
			lines = append(lines, quoted[start:i+1])
			start = i + 1
		}
	}
	return append(lines, quoted[start:])
}
