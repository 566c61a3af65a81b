package snippet_test

import (
	"fmt"

	"socketpairs/tools/book/snippet"
)

const (
	python = `"""A server."""
import socket

# 1. Create a socket.
sock = socket.socket()
# 2. Bind it to an address.
sock.bind(("localhost", 8080))
`
	golang = `// A server.
package main

import "net"

func main() {
	// 1-2. Create and bind a socket.
	net.Listen("tcp", "127.0.0.1:8080")
}
`
)

// The steps of both programs stand in rows, where a joined step of one covers
// several of the other.
func ExampleNewPair() {
	server := snippet.NewPair("server",
		snippet.NewProgram(snippet.Python, "server.py", []byte(python)),
		snippet.NewProgram(snippet.Go, "server.go", []byte(golang)))
	for _, row := range server.Rows {
		fmt.Println("steps", row.From, "to", row.To)
		for _, language := range snippet.Languages {
			for _, block := range row.Blocks(language) {
				fmt.Println("  ", language, "lines", block.FirstLine, "to", block.LastLine)
			}
		}
	}
	for _, problem := range server.Check() {
		fmt.Println(problem)
	}
	// Output:
	// steps 0 to 0
	//    Python lines 1 to 3
	//    Go lines 1 to 6
	// steps 1 to 2
	//    Python lines 4 to 5
	//    Python lines 6 to 7
	//    Go lines 7 to 9
	// server.py:7: localhost is a name that may stand for several addresses; write 127.0.0.1 (loopback)
}
