package render

import (
	"net/netip"
	"slices"
	"strings"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/wire"
)

// capture is what a lesson's recorded packets say.
type capture struct {
	rows  []wire.Row
	talks []wire.Conversation
	names wire.Names
	run   *book.Run
}

// packets returns what the lesson's capture says, which must be there.
func (p *page) packets() *capture {
	trace := p.lesson.Run.Trace
	return &capture{rows: trace.Rows(), talks: trace.Talks, names: trace.Names, run: p.lesson.Run}
}

// programsOf names the programs at both ends of a conversation: a server is
// the program that said that it listens there, a client the only other one.
// What cannot be known so is called what the wire shows, client and server.
func (c *capture) programsOf(conversation int) (client, server string) {
	client, server = wire.Client.String(), wire.Server.String()
	if c.isRefused(conversation) {
		return client, "nobody"
	}
	listener := c.listener(c.talks[conversation].Server)
	if listener == "" {
		return client, server
	}
	others := c.rolesBut(listener)
	switch len(others) {
	case 0: // it talks to itself; its name would say nothing
		return client, server
	case 1:
		client = others[0]
	}
	return client, listener
}

// isRefused reports whether no program had the port that the client asked for:
// the only answer was its host's, a reset or "port unreachable".
func (c *capture) isRefused(conversation int) bool {
	if c.talks[conversation].Protocol == wire.ICMP {
		return false // echoes are answered by the host alone
	}
	refused := false
	for _, row := range c.rows {
		if row.Conversation != conversation || row.Segment.From == c.talks[conversation].Client {
			continue
		}
		if row.Protocol != wire.ICMP && !row.Flags.Has(wire.RST) {
			return false
		}
		refused = true
	}
	return refused
}

// listener returns the name of the program that said that it waits at an
// end; empty if none did, or several, who may share a port.
func (c *capture) listener(end netip.AddrPort) string {
	if c.run.Recording == nil {
		return ""
	}
	name := ""
	for _, output := range c.run.Recording.Outputs {
		for line := range strings.Lines(output.Text) {
			ready, err := runfile.ParseReady(strings.TrimSuffix(line, "\n"))
			if err != nil || !slices.Contains(ready.Ends, end) {
				continue
			}
			if name != "" && name != output.Name {
				return ""
			}
			name = output.Name
		}
	}
	return name
}

// rolesBut returns the roles of all programs but the one with a name.
func (c *capture) rolesBut(name string) []string {
	var roles []string
	for _, start := range c.run.Starts() {
		if start.Name != name && !slices.Contains(roles, start.Role) {
			roles = append(roles, start.Role)
		}
	}
	return roles
}
