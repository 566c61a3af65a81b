// A web client by hand: one connection for each request.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	address  = "127.0.0.1:8080"
	bodyBits = 20 // a length in so many bits: less than 1 MiB
)

func ask(request string) (status string, body []byte, err error) {
	// 1. Connect, and send the request.
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return "", nil, err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, request); err != nil {
		return "", nil, err
	}

	// 2. Receive the status line, and the header as a map.
	reader := bufio.NewReader(conn)
	lines := textproto.NewReader(reader)
	status, err = lines.ReadLine()
	if err != nil {
		return "", nil, err
	}
	header, err := lines.ReadMIMEHeader()
	if err != nil {
		return "", nil, err
	}

	// 3. Receive exactly as many bytes as the header says.
	length, err := strconv.ParseUint(
		header.Get("Content-Length"), 10, bodyBits)
	if err != nil {
		return "", nil, err
	}
	body = make([]byte, length)
	_, err = io.ReadFull(reader, body)
	return status, body, err
}

func main() {
	// 4. Print what became of each request; a length counts bytes.
	host := "Host: " + address + "\r\n"
	for _, request := range []string{
		"GET /index.html HTTP/1.1\r\n" + host + "\r\n",
		"GET /nope.html HTTP/1.1\r\n" + host + "\r\n",
		"GET /index.html\r\n\r\n", // what is missing?
	} {
		status, body, err := ask(request)
		if err != nil {
			log.Fatal(err)
		}
		line, _, _ := strings.Cut(request, "\r\n")
		fmt.Println(line)
		fmt.Println("  " + status)
		fmt.Printf("  %d bytes, %d characters: %s\n",
			len(body), utf8.RuneCount(body), body)
	}
}
