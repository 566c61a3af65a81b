package wire

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"
)

// PortRange is a range of port numbers, both ends included.
type PortRange struct{ First, Last uint16 }

// LinuxPorts is the range from which Linux chooses a port for a socket that
// was not bound to one, as a new network namespace has it
// (/proc/sys/net/ipv4/ip_local_port_range, ip(7)).
func LinuxPorts() PortRange { return PortRange{32768, 60999} }

func (r PortRange) holds(port uint16) bool { return r.First <= port && port <= r.Last }

// Names gives ports that the kernel chose, and that differ in each run, names
// that do not: {port 1}, {port 2} and so on. The zero value has no names.
type Names struct {
	ports map[netip.AddrPort]string
}

// NamePorts names the clients' ports that lie in the range from which the
// kernel chooses, in the order of the conversations. So the capture proves
// that a named port was a client's; a port that a program chose outside of the
// range, or that no packet shows, stays a number.
func NamePorts(conversations []Conversation, kernel PortRange) Names {
	names := Names{map[netip.AddrPort]string{}}
	for _, c := range conversations {
		if _, named := names.ports[c.Client]; named || !kernel.holds(c.Client.Port()) {
			continue
		}
		names.ports[c.Client] = fmt.Sprintf("{port %d}", len(names.ports)+1)
	}
	return names
}

// End gives an end of a conversation as text: "127.0.0.1:{port 1}", or
// "127.0.0.1:8089" if its port has no name. Port 0 (ICMP) is left out.
func (n Names) End(end netip.AddrPort) string {
	if end.Port() == 0 {
		return end.Addr().String()
	}
	return n.Rename(end.String())
}

// Rename replaces the ports that have names in a text, but only where they
// follow their own address: "127.0.0.1:54321" or, in IPv6, "[::1]:54321". An
// IPv4 address may be written as IPv4-mapped, as dual-stack servers see it.
func (n Names) Rename(text string) string {
	var renamed strings.Builder
	done := 0
	for _, p := range n.find(text) {
		renamed.WriteString(text[done:p.start])
		renamed.WriteString(p.name)
		done = p.end
	}
	renamed.WriteString(text[done:])
	return renamed.String()
}

// namedPort is where in a text the digits of a port stand that has a name.
type namedPort struct {
	start, end int
	name       string
}

// hostPort matches what may be an address and a port; netip decides.
var hostPort = regexp.MustCompile(`(?:\[[0-9A-Fa-f:.]+\]|[0-9.]+):[0-9]+`)

func (n Names) find(text string) []namedPort {
	if len(n.ports) == 0 {
		return nil
	}
	var found []namedPort
	for _, span := range hostPort.FindAllStringIndex(text, -1) {
		end, err := netip.ParseAddrPort(text[span[0]:span[1]])
		if err != nil {
			continue
		}
		name, ok := n.ports[netip.AddrPortFrom(end.Addr().Unmap(), end.Port())]
		if ok {
			colon := strings.LastIndexByte(text[:span[1]], ':')
			found = append(found, namedPort{colon + 1, span[1], name})
		}
	}
	return found
}
