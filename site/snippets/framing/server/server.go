// A server that receives frames and answers each with a line.
package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
)

const (
	address = "127.0.0.1:8089"
	limit   = 1024 // bytes in a message
)

// tooLong is the length of a message that is refused.
type tooLong uint32

func (size tooLong) Error() string {
	return fmt.Sprintf("a frame of %d bytes is too long", uint32(size))
}

// readFrame reads one message; io.EOF if the stream ends before it.
func readFrame(reader io.Reader) ([]byte, error) {
	// 1. Read the length: four bytes, big-endian.
	header := make([]byte, 4)
	if _, err := io.ReadFull(reader, header); err != nil {
		return nil, err
	}
	size := binary.BigEndian.Uint32(header)

	// 2. Do not believe it.
	if size > limit {
		return nil, tooLong(size)
	}

	// 3. Read the message: so many bytes, whatever they are.
	data := make([]byte, size)
	_, err := io.ReadFull(reader, data)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF // the length has come, nothing else
	}
	return data, err
}

// serve answers each message on a connection with a line, until
// something ends it.
func serve(conn net.Conn) error {
	reader := bufio.NewReader(conn)
	for {
		data, err := readFrame(reader)
		if err != nil {
			return err
		}

		// 4. Answer with a line: text, and a byte that ends it.
		fmt.Printf("frame of %d bytes\n", len(data))
		reply := fmt.Sprintf("got %d bytes\n", len(data))
		if _, err := io.WriteString(conn, reply); err != nil {
			return err
		}
	}
}

// report prints what has ended a connection.
func report(conn net.Conn, err error) {
	var size tooLong
	switch {
	case err == io.EOF:
		fmt.Println("the stream ended between two frames")
	case err == io.ErrUnexpectedEOF:
		fmt.Println("the stream ended inside a frame")
	case errors.As(err, &size):
		// 5. Refuse. Where the next frame begins is in doubt.
		// If the client is gone, nobody hears it: no harm.
		fmt.Println(size)
		fmt.Fprintln(conn, size)
	default:
		fmt.Println("the connection was lost")
	}
}

func main() {
	// 6. Listen, and serve one connection after the other.
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on", address)
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		report(conn, serve(conn))
		conn.Close()
	}
}
