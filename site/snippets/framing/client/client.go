// A client that sends frames and receives lines.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"log"
	"net"
)

const (
	address = "127.0.0.1:8089"
	limit   = 64 // bytes in a line, its end included
)

// frame returns a message as a frame.
func frame(message string) []byte {
	// 1. Put the length in front: of the bytes, not of the text.
	size := uint32(len(message))
	return append(binary.BigEndian.AppendUint32(nil, size), message...)
}

// ask sends bytes, and prints so many lines of answer.
func ask(data []byte, answers int) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.Write(data); err != nil {
		return err
	}

	// 2. Read a line: up to its end, or to the limit.
	reader := bufio.NewReaderSize(conn, limit)
	for range answers {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("that was not a whole line: %w", err)
		}
		fmt.Printf("line: %s", line)
	}
	return nil
}

func main() {
	// 3. Send four messages with one call.
	var data []byte
	for _, message := range []string{"hello", "", "two\nlines", "안녕"} {
		data = append(data, frame(message)...)
	}
	if err := ask(data, 4); err != nil {
		log.Fatal(err)
	}

	// 4. Leave inside a frame: of its 9 bytes send 3.
	if err := ask(frame("two\nlines")[:7], 0); err != nil {
		log.Fatal(err)
	}

	// 5. Announce the longest frame that four bytes can.
	if err := ask([]byte("\xff\xff\xff\xff"), 1); err != nil {
		log.Fatal(err)
	}
}
