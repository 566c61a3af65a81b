// A server that counts what comes, and answers when all is there.
package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net"
)

const (
	address = "127.0.0.1:8089"
	bufSize = 65536 // bytes to receive at most at a time
)

func main() {
	// 1. Listen.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	for {
		// 2. Accept the next client, and stay with it to its end.
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		result, err := serve(conn)
		if err != nil {
			result = "broke off"
		}
		fmt.Println(conn.RemoteAddr(), result)
	}
}

func serve(conn net.Conn) (string, error) {
	defer conn.Close()

	// 3. Count every piece, until the client's stream ends.
	var lines, size int
	buf := make([]byte, bufSize)
	for {
		n, err := conn.Read(buf)
		lines += bytes.Count(buf[:n], []byte("\n"))
		size += n
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
	}

	// 4. Answer: the stream to the client is still open.
	answer := fmt.Sprintf("%d lines, %d bytes", lines, size)
	_, err := io.WriteString(conn, answer)
	return "sent " + answer, err
}
