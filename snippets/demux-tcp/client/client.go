// Three clients on two hosts, played by one program.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/netip"
	"slices"
)

// client is a process, its own address and port, and the server's.
type client struct {
	name, source, target string
	conn                 net.Conn
}

func (c *client) connect() (err error) {
	source, err := netip.ParseAddrPort(c.source)
	if err != nil {
		return err
	}
	dialer := net.Dialer{LocalAddr: net.TCPAddrFromAddrPort(source)}
	c.conn, err = dialer.Dial("tcp", c.target)
	return err
}

func main() {
	clients := []*client{
		{name: "P3 on A", source: "127.0.0.2:9157", target: "127.0.0.1:8080"},
	}
	_ = clients
}
