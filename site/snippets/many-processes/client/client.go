// Two clients in one program: ann comes first, bob speaks first.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"strings"
)

const server = "127.0.0.1:8089"

// connect connects a client to the server.
func connect() *net.TCPConn {
	conn, err := net.Dial("tcp", server)
	if err != nil {
		log.Fatal(err)
	}
	return conn.(*net.TCPConn)
}

// talk sends a line, waits for the answer, and leaves.
func talk(name string, conn *net.TCPConn) {
	if _, err := fmt.Fprintln(conn, name); err != nil {
		log.Fatal(err)
	}
	reader := bufio.NewReader(conn)
	line, err := reader.ReadString('\n')
	if err != nil {
		log.Fatal(err)
	}
	text := strings.TrimSuffix(line, "\n")
	fmt.Printf("%s received %d bytes: %s\n", name, len(line), text)
	conn.CloseWrite()           // we send no more
	io.Copy(io.Discard, reader) // until the server has closed, too
}

func main() {
	// 1. Ann connects, then bob. Both stay.
	ann := connect()
	defer ann.Close()
	bob := connect()
	defer bob.Close()

	// 2. Bob is served while ann is silent, then ann.
	talk("bob", bob)
	talk("ann", ann)
}
