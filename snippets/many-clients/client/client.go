// Two clients in one program: ann comes first, bob speaks first.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"slices"
	"strings"
)

const server = "127.0.0.1:8089"

// client is one of the two, with its connection.
type client struct {
	name string
	conn *net.TCPConn
}

// connect connects a client to the server.
func connect(name string) client {
	conn, err := net.Dial("tcp", server)
	if err != nil {
		log.Fatal(err)
	}
	return client{name, conn.(*net.TCPConn)}
}

// speak sends a line.
func (c client) speak() {
	if _, err := fmt.Fprintln(c.conn, c.name); err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.name, "has sent a line")
}

// wait waits for the answer, as long as it takes. Then it leaves.
func (c client) wait() {
	reader := bufio.NewReader(c.conn)
	line, err := reader.ReadString('\n')
	if err != nil {
		log.Fatal(err)
	}
	text := strings.TrimSuffix(line, "\n")
	fmt.Printf("%s received %d bytes: %s\n", c.name, len(line), text)
	c.conn.CloseWrite()         // we send no more
	io.Copy(io.Discard, reader) // until the server has closed, too
}

func main() {
	// 1. Ann connects, then bob. Both stay.
	ann := connect("ann")
	defer ann.conn.Close()
	bob := connect("bob")
	defer bob.conn.Close()

	// 2. Bob speaks. Ann says nothing.
	bob.speak()

	// 3. Wait for each in turn. Ann speaks only in her turn.
	turns := []client{bob, ann}
	if len(os.Args) > 1 && os.Args[1] == "ann-first" {
		slices.Reverse(turns)
	}
	for _, c := range turns {
		if c == ann {
			c.speak()
		}
		c.wait()
	}
}
