// A sender whose sends are not what the receiver's reads return.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"strings"
)

const address = "127.0.0.1:8089"

// send writes each piece with a call of its own.
func send(conn net.Conn, pieces ...string) {
	for _, piece := range pieces {
		if _, err := io.WriteString(conn, piece); err != nil {
			log.Fatal(err)
		}
	}
}

func main() {
	message := strings.Repeat("0123456789", 10)
	first, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer first.Close()

	// 1. Send twice.
	send(first, "one", "two")

	// 2. Connect again: so much is done. Send 100 bytes in one.
	second, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer second.Close()
	send(second, message)

	// 3. Wait until the receiver says that it has read them.
	if _, err := second.Read(make([]byte, 1)); err != nil {
		log.Fatal(err)
	}

	// 4. Send 100 bytes in two pieces, then 36 of another 100.
	send(first, message[:64], message[64:], message[:36])
	fmt.Println("sent 6, 100, 100 and 36 bytes")
}
