// A web server by hand: one request on each connection.
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
	address   = "127.0.0.1:8080"
	headLimit = 8192 // bytes, from the request line to the empty line
)

func main() {
	// 1. Listen; a goroutine for each connection.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(conn)
	}
}

func serve(conn net.Conn) {
	defer conn.Close()
	lines, err := readHead(io.LimitReader(conn, headLimit))
	if err == nil {
		status, page := answer(lines)
		err = respond(conn, status, page)
	}
	if err != nil {
		fmt.Println("a client broke its connection")
	}
}

func readHead(r io.Reader) ([]string, error) {
	// 2. Read lines up to the empty one; each ends with \r\n.
	reader := bufio.NewReader(r)
	var lines []string
	for {
		line, err := reader.ReadString('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		text, whole := strings.CutSuffix(line, "\r\n")
		if !whole {
			return nil, nil // no whole head
		}
		if text == "" {
			return lines, nil
		}
		lines = append(lines, text)
	}
}

func answer(lines []string) (status, page string) {
	// 3. Check the request and its fields, then look the page up.
	pages := map[string]string{"/index.html": "<h1>Hello, 소켓!</h1>"}
	if len(lines) == 0 {
		return "400 Bad Request", "the request is not whole"
	}
	words := strings.Split(lines[0], " ")
	if len(words) != 3 || words[2] != "HTTP/1.1" {
		return "400 Bad Request", "not: method, target, HTTP/1.1"
	}
	method, target := words[0], words[1]
	hosts := 0
	for _, line := range lines[1:] {
		name, _, found := strings.Cut(line, ":")
		if !found || name == "" || strings.ContainsAny(name, " \t") {
			return "400 Bad Request", "not a header field"
		}
		if strings.ToLower(name) == "host" {
			hosts++
		}
	}
	if hosts != 1 {
		return "400 Bad Request", "not exactly one Host"
	}
	if method != "GET" {
		return "501 Not Implemented", "only GET"
	}
	if text, ok := pages[target]; ok {
		return "200 OK", text
	}
	return "404 Not Found", "there is no such page"
}

func respond(conn net.Conn, status, page string) error {
	// 4. The length counts bytes; then close, as announced.
	fmt.Printf("%s, %d bytes: %s\n", status, len(page), page)
	_, err := fmt.Fprintf(conn, "HTTP/1.1 %s\r\n"+
		"Content-Type: text/html; charset=utf-8\r\n"+
		"Content-Length: %d\r\n"+
		"Connection: close\r\n"+
		"\r\n%s", status, len(page), page)
	return err
}
