// A server that waits for one request and prints it.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
)

const address = "127.0.0.1:8089"

func main() {
	// 1-3. Listen creates a TCP socket, binds it, and listens.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	for {
		// 4. Accept: wait for a finished connection and take it.
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}

		// 5. Receive at most 64 bytes. Zero: the client sent nothing.
		buf := make([]byte, 64)
		n, err := conn.Read(buf)
		conn.Close()
		if err != nil && err != io.EOF {
			log.Fatal(err)
		}
		if n > 0 {
			fmt.Printf("received %d bytes: %s\n", n, buf[:n])
			return
		}
	}
}
