// An echo server: it sends back what it receives, client by client.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
)

const address = "127.0.0.1:8089"

func main() {
	// 1. Listen.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	for {
		// 2. Accept the next client, and stay with it to its end.
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		serve(conn)
	}
}

func serve(conn net.Conn) {
	defer conn.Close()

	// 3. Echo every piece, until the client's stream ends.
	count, err := io.Copy(conn, conn)
	how := "ended"
	if err != nil {
		how = "broke off"
	}

	// 4. Say how it went. The server goes on either way.
	fmt.Printf("%v %s after %d bytes\n", conn.RemoteAddr(), how, count)
}
