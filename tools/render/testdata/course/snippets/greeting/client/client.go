// A client that greets.
package main

import (
	"fmt"
	"log"
	"net"
)

func main() {
	// 1. Create and connect.
	conn, err := net.Dial("tcp", "127.0.0.1:8089")
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// 2. Send a greeting.
	if _, err := conn.Write([]byte("hello")); err != nil {
		log.Fatal(err)
	}

	// 3. Receive the answer.
	data := make([]byte, 64)
	n, err := conn.Read(data)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("received %d bytes: %s\n", n, data[:n])
}
