// A server that answers one greeting.
package main

import (
	"fmt"
	"log"
	"net"
)

func main() {
	// 1-2. Listen creates a TCP socket, binds it, and listens.
	listener, err := net.Listen("tcp", "127.0.0.1:8089")
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on 127.0.0.1:8089")

	// 3. Accept: take a connection.
	conn, err := listener.Accept()
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// 4. Receive a greeting, and answer it.
	data := make([]byte, 64)
	n, err := conn.Read(data)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("received %d bytes: %s\n", n, data[:n])
	if _, err := conn.Write(append(data[:n], '!')); err != nil {
		log.Fatal(err)
	}
}
