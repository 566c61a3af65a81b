// A program that plays both parts: it listens, and it connects.
package main

import (
	"fmt"
	"log"
	"net"
)

const address = "127.0.0.1:8089"

// ends returns the two ends of a connection, this side's first.
func ends(conn net.Conn) string {
	return fmt.Sprintf("%v -> %v", conn.LocalAddr(), conn.RemoteAddr())
}

func main() {
	// 1. Listen: the kernel may keep finished connections for us.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	// 2. Connect three clients. Each sends its name.
	var clients []net.Conn
	for _, name := range []string{"ann", "bob", "eve"} {
		client, err := net.Dial("tcp", address)
		if err != nil {
			log.Fatal(err)
		}
		defer client.Close()
		if _, err := client.Write([]byte(name)); err != nil {
			log.Fatal(err)
		}
		fmt.Println("connected", ends(client))
		clients = append(clients, client)
	}
	fmt.Println(len(clients), "clients have sent, none is accepted yet")

	// 3. Accept: take each connected socket, and note whose it is.
	accepted := make(map[string]net.Conn)
	for range clients {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		defer conn.Close()
		accepted[conn.RemoteAddr().String()] = conn
	}

	// 4. Close the listener. The connected sockets stay.
	listener.Close()

	// 5. Receive: what a client sent is at the socket accepted for it.
	for _, client := range clients {
		conn, ok := accepted[client.LocalAddr().String()]
		if !ok {
			log.Fatal("somebody else has come, too")
		}
		buf := make([]byte, 64)
		n, err := conn.Read(buf)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("accepted", ends(conn))
		fmt.Printf("received %d bytes: %s\n", n, buf[:n])
		client.Close()
		conn.Close()
	}
}
