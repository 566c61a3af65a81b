// A writer that meets a reader who does not read. It plays both.
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

const size = 10_000_000 // bytes in the message

// read takes 64 bytes. Then it lets the writer wait no longer, takes
// what else there is, and returns how much it was.
func read(there, here net.Conn) int64 {
	some, err := io.CopyN(io.Discard, there, 64)
	if err != nil {
		log.Fatal(err)
	}
	if err := here.SetWriteDeadline(time.Now()); err != nil {
		log.Fatal(err)
	}
	rest, err := io.Copy(io.Discard, there)
	if err != nil {
		log.Fatal(err)
	}
	return some + rest
}

func main() {
	// 1. Make both ends of a connection, inside this program.
	here, there := net.Pipe()
	received := make(chan int64)
	go func() { received <- read(there, here) }()

	// 2. Write much. It waits for the reader, but not for ever.
	count, err := here.Write(make([]byte, size))
	here.Close()
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		log.Fatal("the write was not cut off: ", err)
	}
	if 0 < count && count < size {
		fmt.Println("one call took only part of the 10000000 bytes")
	}

	// 3. Read to the end: what the call counted, and no more.
	if <-received == int64(count) {
		fmt.Println("the other end received just as many as it counted")
	}
}
