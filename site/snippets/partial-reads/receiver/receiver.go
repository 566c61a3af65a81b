// A receiver that reads what there is, and then just what it needs.
package main

import (
	"errors"
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

// acceptTwo listens, and accepts two connections.
func acceptTwo() (first, second net.Conn, err error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, nil, err
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	// 1. Accept two connections. Before the second one was made,
	// the client had sent twice on the first.
	if first, err = listener.Accept(); err != nil {
		return nil, nil, err
	}
	second, err = listener.Accept()
	return first, second, err
}

func main() {
	first, second, err := acceptTwo()
	if err != nil {
		log.Fatal(err)
	}
	defer first.Close()
	defer second.Close()

	// 2. Read once: it returns what there is.
	buf := make([]byte, room)
	n, err := first.Read(buf)
	fmt.Printf("two sends, one read: %d bytes, %s\n", n, buf[:n])
	if err != nil {
		log.Fatal(err)
	}

	// 3. Read one message in pieces, then say so with a byte.
	for rest := size; rest > 0; rest -= n {
		n, err = second.Read(buf)
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
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		log.Fatal(err)
	}
	fmt.Printf("the stream ended after %d of %d bytes\n", n, size)
}
