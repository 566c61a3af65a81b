// A client that breaks its connection off: a reset, not an end.
package main

import (
	"fmt"
	"log"
	"net"
)

const (
	address = "127.0.0.1:8089"
	message = "hello"
)

func main() {
	// 1. Connect.
	conn, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// 2. Send, and receive only the first byte of the echo.
	if _, err := conn.Write([]byte(message)); err != nil {
		log.Fatal(err)
	}
	n, err := conn.Read(make([]byte, 1))
	if err != nil {
		log.Fatal(err)
	}

	// 3. Linger for 0 seconds: close drops everything, sends RST.
	if err := conn.(*net.TCPConn).SetLinger(0); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("sent %d bytes, received %d, gone\n", len(message), n)
}
