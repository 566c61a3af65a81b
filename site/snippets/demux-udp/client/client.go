// Three processes on two hosts, played by one program.
package main

import (
	"fmt"
	"log"
	"net"
	"time"
)

const server = "127.0.0.1:8080" // host B

// ask sends a name from an address, and prints what comes back.
func ask(name, own string, to net.Addr) error {
	// 1. Create a UDP socket and bind it to an address and port.
	conn, err := net.ListenPacket("udp", own)
	if err != nil {
		return err
	}
	defer conn.Close()

	// 2. Send one datagram. It is whole; it needs no line end.
	if _, err := conn.WriteTo([]byte(name), to); err != nil {
		return err
	}

	// 3. Receive one, but not forever: a datagram can get lost.
	deadline := time.Now().Add(5 * time.Second)
	if err := conn.SetReadDeadline(deadline); err != nil {
		return err
	}
	buf := make([]byte, 64)
	n, source, err := conn.ReadFrom(buf)
	if err != nil {
		return err
	}
	fmt.Printf("%v -> %s reaches %s: %d bytes, %s\n",
		source, own, name, n, buf[:n])
	return nil
}

func main() {
	to, err := net.ResolveUDPAddr("udp", server)
	if err != nil {
		log.Fatal(err)
	}
	sources := []struct{ name, own string }{
		{"P2 on C", "127.0.0.3:5775"},
		{"P3 on C", "127.0.0.3:9157"},
		{"P3 on A", "127.0.0.2:9157"},
	}
	for _, s := range sources {
		if err := ask(s.name, s.own, to); err != nil {
			log.Fatal(err)
		}
	}
}
