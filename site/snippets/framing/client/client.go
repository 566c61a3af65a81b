// A client that sends frames and receives lines.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"log"
	"net"
	"strings"
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
func ask(data []byte, answers int) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.Write(data); err != nil {
		log.Fatal(err)
	}

	// 2. Read a line: up to its end, or to the limit.
	reader := bufio.NewReaderSize(conn, limit)
	for range answers {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			log.Fatal("that was not a whole line: ", err)
		}
		fmt.Printf("line: %s", line)
	}
}

func main() {
	// 3. Send four messages with one call.
	var data []byte
	for _, message := range []string{"hello", "", "two\nlines", "안녕"} {
		data = append(data, frame(message)...)
	}
	ask(data, 4)

	// 4. Send the longest message allowed; announce one byte more.
	data = frame(strings.Repeat("x", 1024))
	ask(append(data, frame(strings.Repeat("x", 1025))[:4]...), 2)

	// 5. Leave inside a frame, right after its length.
	ask(frame("two\nlines")[:4], 0)

	// 6. Announce the longest frame that four bytes can.
	ask([]byte("\xff\xff\xff\xff"), 1)
}
