package play

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"socketpairs/tools/netbox"
)

// readyLines are the lines by which a program says that others can reach it
// now, by their beginning, and the protocol of the socket that the kernel has
// then. One or more addresses follow: "listening on 127.0.0.1:8080 and
// 127.0.0.1:8089", "bound to 127.0.0.1:8080, connected to 127.0.0.2:9157".
var readyLines = map[string]string{
	"listening on ": "tcp",
	"bound to ":     "udp", // a UDP socket does not listen
}

// saysReady reports whether a line says that the program can be reached.
func saysReady(line string) bool {
	for start := range readyLines {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}

// confirm compares what a program said with the kernel's socket table: it may
// not say that it listens before it does.
func confirm(box *netbox.Box, name, line string) error {
	sockets, err := box.Sockets()
	if err != nil {
		return err
	}
	for start, protocol := range readyLines {
		said, ok := strings.CutPrefix(line, start)
		if !ok {
			continue
		}
		said, _, _ = strings.Cut(said, ", connected to ")
		for place := range strings.SplitSeq(said, " and ") {
			address, err := netip.ParseAddrPort(place)
			if err != nil {
				return fmt.Errorf("%s printed %q, but %q is no address with a port", name, line, place)
			}
			if !slices.ContainsFunc(sockets, func(s netbox.Socket) bool { return waits(s, protocol) && s.Local == address }) {
				return fmt.Errorf("%s printed %q, but the kernel has no such %s socket", name, line, protocol)
			}
		}
	}
	return nil
}

// waits reports whether others can reach a socket: a TCP one that listens, or
// any UDP one.
func waits(s netbox.Socket, protocol string) bool {
	return s.Protocol == protocol && (protocol == "udp" || s.State == netbox.Listen)
}
