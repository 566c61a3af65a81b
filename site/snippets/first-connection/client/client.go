// A client that sends one request and leaves.
package main

import (
	"fmt"
	"log"
	"net"
)

const (
	address = "127.0.0.1:8089"
	request = "GET /index.html"
)

func main() {
	// 1-2. Dial creates a TCP socket and connects it.
	conn, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// 3. Send: hand every byte to the kernel.
	n, err := conn.Write([]byte(request))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("sent %d bytes\n", n)
}
