package play

import (
	"fmt"
	"slices"

	"socketpairs/tools/book/runfile"
	"socketpairs/tools/netbox"
)

// saysReady reports whether a line says that the program can be reached, as
// far as its beginning tells.
func saysReady(line string) bool { return runfile.BeginsReady(line) }

// confirm compares what a program said with the kernel's socket table: it may
// not say that it listens before it does.
func confirm(box *netbox.Box, line string) (wrong string, err error) {
	sockets, err := box.Sockets()
	if err != nil {
		return "", err
	}
	ready, err := runfile.ParseReady(line)
	if err != nil {
		return fmt.Sprintf("printed %q, but %v", line, err), nil
	}
	for _, end := range ready.Ends {
		if !slices.ContainsFunc(sockets, func(s netbox.Socket) bool { return waits(s, ready.Protocol) && s.Local == end }) {
			return fmt.Sprintf("printed %q, but the kernel has no such %s socket", line, ready.Protocol), nil
		}
	}
	return "", nil
}

// unsaid returns where the kernel has a socket that listens; empty if nowhere.
func unsaid(box *netbox.Box) string {
	if box == nil {
		return ""
	}
	sockets, _ := box.Sockets() // without the table nothing is known to listen
	for _, s := range sockets {
		if s.State == netbox.Listen {
			return s.Local.String()
		}
	}
	return ""
}

// waits reports whether others can reach a socket: a TCP one that listens, or
// any UDP one.
func waits(s netbox.Socket, protocol string) bool {
	return s.Protocol == protocol && (protocol == "udp" || s.State == netbox.Listen)
}
