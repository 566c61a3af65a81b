// A client that asks for one page and prints it.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
)

const (
	address = "127.0.0.1:8089"
	path    = "/index.html"
)

func main() {
	// 1. Create the socket and connect it, in one call.
	conn, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// 2. Send one line; its end says that the request is complete.
	if _, err := fmt.Fprintf(conn, "GET %s\n", path); err != nil {
		log.Fatal(err)
	}

	// 3. Receive until the stream ends: only then is it all here.
	reply, err := io.ReadAll(conn)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("reply of %d bytes: %s\n", len(reply), reply)
}
