// A client that says "that was all", and still gets an answer.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
)

const address = "127.0.0.1:8089"

func main() {
	lines := []string{
		"first line", "second line", "the last one, then no more",
	}

	// 1. Connect.
	conn, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// 2. Send some lines. The server cannot know how many will come.
	size := 0
	for _, line := range lines {
		n, err := fmt.Fprintln(conn, line)
		if err != nil {
			log.Fatal(err)
		}
		size += n
	}

	// 3. End the stream to the server: this direction only.
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("sent %d bytes, and the end of the stream\n", size)

	// 4. Receive until the server ends its stream, too.
	reply, err := io.ReadAll(conn)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("reply of %d bytes: %s\n", len(reply), reply)
}
