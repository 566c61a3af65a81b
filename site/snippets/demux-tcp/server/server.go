// One server process: two ports, three connections.
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
	webAddress   = "127.0.0.1:8080" // host B; stands for port 80
	otherAddress = "127.0.0.1:8089"
)

// serve receives one line through a socket, and answers with its name.
func serve(name string, conn net.Conn) error {
	reader := bufio.NewReader(io.LimitReader(conn, 64))
	line, err := reader.ReadString('\n')
	if err != nil && err != io.EOF {
		return err
	}
	text := strings.TrimSuffix(line, "\n")
	source, target := conn.RemoteAddr(), conn.LocalAddr()
	fmt.Printf("%v -> %v reaches %s: %d bytes, %s\n",
		source, target, name, len(line), text)
	_, err = io.WriteString(conn, name)
	return err
}

func main() {
	// 1. Listen at two ports.
	web, err := net.Listen("tcp", webAddress)
	if err != nil {
		log.Fatal(err)
	}
	defer web.Close()
	other, err := net.Listen("tcp", otherAddress)
	if err != nil {
		log.Fatal(err)
	}
	defer other.Close()
	fmt.Println("listening on", webAddress, "and", otherAddress)

	// 2. Accept two connections at one port, one at the other.
	var conns []net.Conn
	for _, listener := range []net.Listener{web, web, other} {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		defer conn.Close()
		conns = append(conns, conn)
	}
	fmt.Println("3 connections open, 1 process")

	// 3. Serve each socket, whoever sent first. Then close all.
	for i, name := range []string{"P4", "P5", "P6"} {
		if err := serve(name, conns[i]); err != nil {
			log.Fatal(err)
		}
	}
}
