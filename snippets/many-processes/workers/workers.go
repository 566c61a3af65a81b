//go:build unix

// Two worker processes that accept at one listening socket.
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
	workers   = 2
	lineLimit = 64 // bytes, the line end included
)

// work accepts one client at descriptor 3, and answers its lines.
func work() error {
	file := os.NewFile(3, "listener")
	listener, err := net.FileListener(file) // a copy
	file.Close()
	if err != nil {
		return err
	}
	defer listener.Close()
	conn, err := listener.Accept()
	if err != nil {
		return err
	}
	defer conn.Close()
	reader := bufio.NewReaderSize(conn, lineLimit)
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return nil
		}
		text := strings.TrimSuffix(string(line), "\n")
		fmt.Printf("worker: %v -> %v: %d bytes, %s\n",
			conn.RemoteAddr(), conn.LocalAddr(), len(line), text)
		if _, err := fmt.Fprintf(conn, "hello, %s", line); err != nil {
			return err
		}
	}
}

// spawn starts this program anew, and hands it the listening socket.
func spawn(listener *os.File) (*exec.Cmd, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	worker := exec.Command(program, "worker")
	worker.Stdout, worker.Stderr = os.Stdout, os.Stderr
	worker.ExtraFiles = []*os.File{listener} // its descriptor 3
	return worker, worker.Start()
}

// parent listens, and lets the workers accept.
func parent() error {
	// 1. Listen: one socket for all.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	file, err := listener.(*net.TCPListener).File() // a copy
	if err != nil {
		return err
	}

	// 2. Start the workers. Each inherits the listening socket.
	var started []*exec.Cmd
	for range workers {
		worker, err := spawn(file)
		if err != nil {
			return err
		}
		started = append(started, worker)
	}

	// 3. The parent closes its copies; the workers go on listening.
	file.Close()
	listener.Close()
	fmt.Println("listening on", address)

	// 4. Wait for the workers.
	processes := map[int]bool{os.Getpid(): true}
	for _, worker := range started {
		if err := worker.Wait(); err != nil {
			return err
		}
		processes[worker.Process.Pid] = true
	}
	fmt.Printf("%d workers have ended, %d processes in all\n",
		len(started), len(processes))
	return nil
}

func main() {
	role := parent
	if len(os.Args) > 1 && os.Args[1] == "worker" {
		role = work
	}
	if err := role(); err != nil {
		log.Fatal(err)
	}
}
