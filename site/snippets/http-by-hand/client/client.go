// A web client by hand: one connection for each request.
package main

import (
	"bufio"
	"errors"
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

func ask(request string) (string, []byte, error) {
	// 1. Connect, and send the request.
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return "", nil, err
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, request); err != nil {
		return "", nil, err
	}
	reader := bufio.NewReader(conn)
	status, header, err := readHead(reader)
	if err != nil {
		return "", nil, err
	}
	body, err := readBody(reader, header)
	return status, body, err
}

func readHead(reader *bufio.Reader) (
	string, map[string][]string, error,
) {
	// 2. Receive the status line, and all values of each field.
	lines := textproto.NewReader(reader)
	status, err := lines.ReadLine()
	if err != nil {
		return "", nil, err
	}
	header := map[string][]string{}
	for {
		line, err := lines.ReadLine()
		if err != nil {
			return "", nil, err
		}
		if line == "" {
			return status, header, nil
		}
		name, value, found := strings.Cut(line, ":")
		if !found || name == "" || strings.ContainsAny(name, " \t") {
			return "", nil, errors.New("not a header field: " + line)
		}
		name = strings.ToLower(name)
		header[name] = append(header[name], strings.Trim(value, " \t"))
	}
}

func readBody(
	reader *bufio.Reader, header map[string][]string,
) ([]byte, error) {
	// 3. Receive as many bytes as the one Content-Length says.
	lengths := header["content-length"]
	if header["transfer-encoding"] != nil || len(lengths) != 1 {
		return nil, errors.New("not exactly one Content-Length")
	}
	length, err := strconv.ParseUint(lengths[0], 10, bodyBits)
	if err != nil {
		return nil, err
	}
	body := make([]byte, length)
	_, err = io.ReadFull(reader, body)
	return body, err
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
