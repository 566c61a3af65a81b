// Three clients on two hosts, played by one process.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"slices"
)

// The server's ends, on host B.
const (
	web   = "127.0.0.1:8080" // stands for port 80
	other = "127.0.0.1:8089"
)

// client is a process of the picture: its own end, the server's end.
type client struct {
	name, own, server string
	conn              net.Conn
}

// connect makes a client's connection, from its own address and port.
func (c *client) connect() error {
	own, err := net.ResolveTCPAddr("tcp", c.own)
	if err != nil {
		return err
	}
	dialer := net.Dialer{LocalAddr: own}
	c.conn, err = dialer.Dial("tcp", c.server)
	return err
}

func main() {
	clients := []*client{
		{name: "P3 on A", own: "127.0.0.2:9157", server: web},
		{name: "P3 on C", own: "127.0.0.3:9157", server: web},
		{name: "P2 on C", own: "127.0.0.3:5775", server: other},
	}

	// 1. Bind each socket to an address and port, then connect it.
	for _, c := range clients {
		if err := c.connect(); err != nil {
			log.Fatal(err)
		}
		defer c.conn.Close()
	}
	fmt.Println(len(clients), "connections open, nothing sent")

	// 2. Send, the last one first: the order tells the server nothing.
	for _, c := range slices.Backward(clients) {
		if _, err := fmt.Fprintln(c.conn, c.name); err != nil {
			log.Fatal(err)
		}
	}

	// 3. Receive each answer to its end: the server closes first.
	for _, c := range clients {
		data, err := io.ReadAll(c.conn)
		if err != nil {
			log.Fatal(err)
		}
		source, target := c.conn.RemoteAddr(), c.conn.LocalAddr()
		fmt.Printf("%v -> %v reaches %s: %d bytes, %s\n",
			source, target, c.name, len(data), data)
	}
}
