// A server that reads one word, and ends the connection.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
)

const (
	host     = "127.0.0.1"
	port     = 8089
	wordSize = 5 // bytes
)

func main() {
	// 1. Listen.
	address := &net.TCPAddr{IP: net.ParseIP(host), Port: port}
	listener, err := net.ListenTCP("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	word := ""
	for word != "reset" {
		// 2. Accept, and receive five bytes: what we shall do.
		conn, err := listener.AcceptTCP()
		if err != nil {
			log.Fatal(err)
		}
		data := make([]byte, wordSize)
		n, err := io.ReadFull(conn, data)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			fmt.Println("lost a client")
			conn.Close()
			continue
		}
		word = string(data[:n])
		fmt.Printf("received %d bytes: %s\n", n, word)

		// 3. Told to reset: let Close send RST. Linger 0 s.
		if word == "reset" {
			if err := conn.SetLinger(0); err != nil {
				log.Fatal(err)
			}
		}

		// 4. Close.
		conn.Close()
	}
}
