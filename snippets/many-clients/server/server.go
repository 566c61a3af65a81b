// A server with a goroutine for each client; "in-turn" does without.
package main

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strings"
	"sync"
)

const (
	address   = "127.0.0.1:8089"
	lineLimit = 64 // bytes, the line end included
)

// count is how many clients have gone: the goroutines share it.
type count struct {
	mu   sync.Mutex
	gone int
}

// add counts and prints as one act: one goroutine at a time.
func (c *count) add(name net.Addr, how string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone++
	fmt.Printf("%v %s, %d gone\n", name, how, c.gone)
}

// talk answers each line, until the stream ends or is not a line.
func talk(conn net.Conn) error {
	reader := bufio.NewReaderSize(conn, lineLimit)
	for {
		line, err := reader.ReadSlice('\n')
		if err == io.EOF || err == bufio.ErrBufferFull {
			return nil
		}
		if err != nil {
			return err
		}
		text := strings.TrimSuffix(string(line), "\n")
		fmt.Printf("%v sent %d bytes: %s\n",
			conn.RemoteAddr(), len(line), text)
		if _, err := fmt.Fprintf(conn, "hello, %s", line); err != nil {
			return err
		}
	}
}

// serve serves one client; whatever happens to it ends here.
func serve(conn net.Conn, gone *count) {
	defer conn.Close()
	how := "left"
	if err := talk(conn); err != nil {
		how = "was lost"
	}
	gone.add(conn.RemoteAddr(), how)
}

func main() {
	inTurn := len(os.Args) > 1 && os.Args[1] == "in-turn"

	// 1. Listen.
	var gone count
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	for {
		// 2. Accept the next client. Ctrl-C ends this loop.
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(conn.RemoteAddr(), "connected")

		// 3. Serve: here and now, or beside this loop.
		if inTurn {
			serve(conn, &gone)
		} else {
			go serve(conn, &gone)
		}
	}
}
