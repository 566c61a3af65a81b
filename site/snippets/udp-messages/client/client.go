//go:build unix

// A client that sends five datagrams, and one to nobody.
package main

import (
	"errors"
	"fmt"
	"log"
	"net"
	"strings"
	"syscall"
	"time"
)

const (
	server = "127.0.0.1:8089"
	nobody = "127.0.0.1:8090" // no socket is bound to it
	limit  = 5 * time.Second  // to wait for a datagram
)

func main() {
	// 1. Create a UDP socket and connect it: nothing is sent yet.
	conn, err := net.Dial("udp", server)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	conn.SetReadDeadline(time.Now().Add(limit))

	// 2. Send four datagrams, one with each call.
	digits := strings.Repeat("0123456789", 10)
	for _, message := range []string{"one", "two", "", digits} {
		send(conn, message, "")
	}

	// 3. Send one byte more than an IPv4 packet can carry.
	_, err = conn.Write(make([]byte, 65508))
	if !errors.Is(err, syscall.EMSGSIZE) {
		log.Fatal("65508 bytes: ", err)
	}
	fmt.Println("65508 bytes: message too long")

	// 4. Ask, and receive one datagram.
	send(conn, "how many?", "")
	buf := make([]byte, 64)
	n, err := conn.Read(buf)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("received %d bytes [%s]\n", n, buf[:n])

	// 5. Send to nobody, from another connected socket.
	other, err := net.Dial("udp", nobody)
	if err != nil {
		log.Fatal(err)
	}
	defer other.Close()
	other.SetReadDeadline(time.Now().Add(limit))
	send(other, "hello?", " to nobody")

	// 6. Receive the answer: it is an error.
	_, err = other.Read(buf)
	if !errors.Is(err, syscall.ECONNREFUSED) {
		log.Fatal("nobody: ", err)
	}
	fmt.Println("connection refused")
}

// send sends a message as one datagram, and says so.
func send(conn net.Conn, message, whom string) {
	n, err := conn.Write([]byte(message))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("sent %d bytes%s\n", n, whom)
}
