//go:build unix

// A server that starts a process for each client.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"strings"
)

const (
	address   = "127.0.0.1:8089"
	lineLimit = 64 // bytes, the line end included
)

// talk answers each line, until the stream ends or is not a line.
func talk(conn net.Conn) {
	reader := bufio.NewReaderSize(conn, lineLimit)
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return
		}
		text := strings.TrimSuffix(string(line), "\n")
		fmt.Printf("child: %v -> %v: %d bytes, %s\n",
			conn.RemoteAddr(), conn.LocalAddr(), len(line), text)
		if _, err := fmt.Fprintf(conn, "hello, %s", line); err != nil {
			return
		}
	}
}

// spawn starts this program anew, and hands it a connection.
func spawn(conn net.Conn) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	file, err := conn.(*net.TCPConn).File() // a copy
	if err != nil {
		return err
	}
	defer file.Close()
	child := exec.Command(program, "child")
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	child.ExtraFiles = []*os.File{file} // its descriptor 3
	if err := child.Start(); err != nil {
		return err
	}
	go child.Wait() // a child that has ended shall not stay as a zombie
	return nil
}

// parent listens, and starts a process for each client.
func parent() error {
	// 1. Listen.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	for {
		// 2. Accept.
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		fmt.Println("parent:", conn.RemoteAddr(), "connected")

		// 3. Start a process: this program anew, with one socket.
		err = spawn(conn)
		// 4. The parent: close our copy, or no FIN is sent.
		conn.Close()
		if err != nil {
			return err
		}
	}
}

// child serves the client whose socket was handed to it.
func child() error {
	// 5. The child: serve, with the connected socket alone.
	file := os.NewFile(3, "connection")
	conn, err := net.FileConn(file) // a copy
	file.Close()
	if err != nil {
		return err
	}
	defer conn.Close()
	talk(conn)
	return nil
}

func main() {
	role := parent
	if len(os.Args) > 1 && os.Args[1] == "child" {
		role = child
	}
	if err := role(); err != nil {
		log.Fatal(err)
	}
}
