// A client that waits in four ways.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"time"
)

const (
	address = "127.0.0.1:8089"
	short   = 100 * time.Millisecond
	long    = 5 * time.Second
)

// receive appends to got what comes before end; zero: for ever.
func receive(conn net.Conn, got []byte, end time.Time) ([]byte, error) {
	if err := conn.SetReadDeadline(end); err != nil {
		return got, err
	}
	buf := make([]byte, 64)
	n, err := conn.Read(buf)
	return append(got, buf[:n]...), err
}

// ask sends a question.
func ask(conn net.Conn) {
	if _, err := conn.Write([]byte("?")); err != nil {
		log.Fatal(err)
	}
}

func main() {
	newline := []byte("\n")

	// 1. Connect, within a limit.
	conn, err := net.DialTimeout("tcp", address, long)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// 2. Receive, though we have asked for nothing.
	_, err = receive(conn, nil, time.Now().Add(short))
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		log.Fatal("no timeout: ", err)
	}
	fmt.Printf("nothing came within %v s\n", short.Seconds())

	// 3. Ask. The long limit holds for each read, and begins anew.
	ask(conn)
	var line []byte
	for !bytes.HasSuffix(line, newline) {
		line, err = receive(conn, line, time.Now().Add(long))
		if err != nil {
			log.Fatal(err)
		}
	}
	fmt.Printf("%d bytes came, each read within %v s\n",
		len(line), long.Seconds())

	// 4. Ask. The short limit holds for the line as a whole.
	end := time.Now().Add(short)
	ask(conn)
	line = nil
	for err == nil && !bytes.HasSuffix(line, newline) {
		line, err = receive(conn, line, end)
	}
	if err == nil && time.Now().After(end) {
		err = os.ErrDeadlineExceeded // whole, but too late
	}
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		log.Fatal("no timeout: ", err)
	}
	fmt.Printf("the line was not whole within %v s\n", short.Seconds())

	// 5. Wait for the rest, without a limit. Nothing is lost.
	for !bytes.HasSuffix(line, newline) {
		line, err = receive(conn, line, time.Time{})
		if err != nil {
			log.Fatal(err)
		}
	}
	text := bytes.TrimSuffix(line, newline)
	fmt.Printf("%d bytes came in the end: %s\n", len(line), text)
}
