package runfile

import (
	"fmt"
	"net/netip"
	"strings"
)

// Ready is what a program says in a ready line: that others can reach it now.
// The script goes on at that line. Its forms are
//
//	listening on END                          a TCP socket listens
//	listening on END and END                  several do
//	bound to END                              a UDP socket, which does not listen
//	bound to END, connected to END            one that takes datagrams from one peer only
//
// An END is an address and a port: 127.0.0.1:8089 or [::1]:8089. Nothing
// follows the last one.
type Ready struct {
	Protocol string           // "tcp" or "udp"
	Ends     []netip.AddrPort // one or more
	Peer     netip.AddrPort   // whom alone it takes datagrams from; else the zero value
}

// readyBeginnings are how ready lines begin, with the protocol of the socket.
var readyBeginnings = []struct{ words, protocol string }{
	{"listening on ", "tcp"},
	{"bound to ", "udp"},
}

// BeginsReady reports whether a line begins as a ready line does; whether it
// is one, ParseReady tells.
func BeginsReady(line string) bool {
	for _, beginning := range readyBeginnings {
		if strings.HasPrefix(line, beginning.words) {
			return true
		}
	}
	return false
}

// ParseReady reads a ready line, without its end.
func ParseReady(line string) (Ready, error) {
	for _, beginning := range readyBeginnings {
		if said, ok := strings.CutPrefix(line, beginning.words); ok {
			return parseEnds(Ready{Protocol: beginning.protocol}, said)
		}
	}
	return Ready{}, fmt.Errorf("%q does not begin with listening on or bound to", line)
}

func parseEnds(r Ready, said string) (_ Ready, err error) {
	said, peer, connected := strings.Cut(said, ", connected to ")
	if connected {
		if r.Peer, err = parseEnd(peer); err != nil {
			return r, err
		}
	}
	for place := range strings.SplitSeq(said, " and ") {
		end, err := parseEnd(place)
		if err != nil {
			return r, err
		}
		r.Ends = append(r.Ends, end)
	}
	return r, nil
}

func parseEnd(text string) (netip.AddrPort, error) {
	end, err := netip.ParseAddrPort(text)
	if err != nil {
		return end, fmt.Errorf("%q is no address with a port", text)
	}
	return end, nil
}
