// A server that answers one client with the page it asks for.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"strings"
)

const (
	address   = "127.0.0.1:8089"
	lineLimit = 1024 // bytes, the line end included
)

// answer returns the page that the line asks for, or why there is none.
func answer(line string) string {
	pages := map[string]string{
		"/index.html": "Hello from socket pairs",
		"/port.html":  "A port number names a socket, not a program",
	}
	request, whole := strings.CutSuffix(line, "\n")
	if !whole {
		return "that was not a whole line"
	}
	method, path, _ := strings.Cut(request, " ")
	if method != "GET" {
		return "the only method here is GET"
	}
	if page, ok := pages[path]; ok {
		return page
	}
	return "there is no such page"
}

func main() {
	// 1. Create the listening socket: create, bind and listen in one.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	// 2. Accept one connection.
	conn, err := listener.Accept()
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// 3. Receive one line, and act on it: look the page up.
	reader := bufio.NewReader(io.LimitReader(conn, lineLimit))
	line, err := reader.ReadString('\n')
	if err != nil && err != io.EOF {
		log.Fatal(err)
	}
	text := strings.TrimSuffix(line, "\n")
	fmt.Printf("received %d bytes: %s\n", len(line), text)
	page := answer(line)

	// 4. Respond, then close: the end of the stream ends the page.
	n, err := io.WriteString(conn, page)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("answered %d bytes: %s\n", n, page)
}
