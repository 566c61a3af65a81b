// A server that answers slowly, and waits only so long itself.
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"time"
)

const (
	address  = "127.0.0.1:8089"
	patience = time.Second           // for each call
	gap      = 80 * time.Millisecond // before each byte of the answer
	answer   = "yes\n"
)

// patient is a connection whose calls may take only so long.
type patient struct{ net.Conn }

func (p patient) Read(buf []byte) (int, error) {
	p.SetReadDeadline(time.Now().Add(patience))
	return p.Conn.Read(buf)
}

func (p patient) Write(data []byte) (int, error) {
	p.SetWriteDeadline(time.Now().Add(patience))
	return p.Conn.Write(data)
}

// serve answers each byte with a line. It returns how many it answered.
func serve(conn io.ReadWriter) (answers int, err error) {
	for {
		_, err := conn.Read(make([]byte, 1))
		if err == io.EOF {
			return answers, nil
		}
		if err != nil {
			return answers, err
		}
		for _, b := range []byte(answer) {
			time.Sleep(gap)
			if _, err := conn.Write([]byte{b}); err != nil {
				return answers, err
			}
		}
		fmt.Printf("answered %d bytes, one by one\n", len(answer))
		answers++
	}
}

func main() {
	// 1. Listen. Waiting for a client may take for ever.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	fmt.Println("listening on", address)

	for {
		// 2. Accept. From here on no call may take for ever.
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}

		// 3. Serve. Stop after a client that asked, and left.
		answers, err := serve(patient{conn})
		conn.Close()
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			fmt.Printf("dropped a client after %v s of waiting\n",
				patience.Seconds())
		case err != nil:
			fmt.Println("lost a client")
		case answers > 0:
			return
		}
	}
}
