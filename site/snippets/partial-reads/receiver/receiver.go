// A receiver that reads what there is, and then just what it needs.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
)

const (
	address = "127.0.0.1:8089"
	size    = 100 // bytes in a message
	room    = 64  // bytes that one read takes at most
)

// accept returns the next connection.
func accept(listener net.Listener) net.Conn {
	conn, err := listener.Accept()
	if err != nil {
		log.Fatal(err)
	}
	return conn
}

func main() {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on", address)

	// 1. Accept two connections. Before the second one was made,
	// the client had sent twice on the first.
	first := accept(listener)
	defer first.Close()
	second := accept(listener)
	defer second.Close()
	listener.Close()

	// 2. Read once: it returns what there is.
	buf := make([]byte, room)
	n, err := first.Read(buf)
	fmt.Printf("two sends, one read: %d bytes, %s\n", n, buf[:n])
	if err != nil {
		log.Fatal(err)
	}

	// 3. Read one message in pieces, then say so with a byte.
	for rest := size; rest > 0; rest -= n {
		n, err = second.Read(buf[:min(room, rest)])
		fmt.Printf("part of one send: %d bytes\n", n)
		if err != nil {
			log.Fatal(err)
		}
	}
	if _, err := second.Write([]byte(".")); err != nil {
		log.Fatal(err)
	}

	// 4. Read whole messages, however they come.
	message := make([]byte, size)
	for {
		n, err = io.ReadFull(first, message)
		if err != nil {
			break
		}
		fmt.Println("exactly", n, "bytes")
	}
	if err != io.ErrUnexpectedEOF {
		log.Fatal(err)
	}
	fmt.Printf("the stream ended after %d of %d bytes\n", n, size)
}
