// A writer that meets a reader who does not read. It plays both.
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
	"time"
)

const size = 10_000_000 // bytes in the message

// pair returns both ends of a connection. It meets at a name in a
// folder of its own, which is gone again afterwards.
func pair() (here, there net.Conn) {
	folder, err := os.MkdirTemp(os.TempDir(), "pair")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	name := filepath.Join(folder, "socket")
	listener, err := net.Listen("unix", name)
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	if here, err = net.Dial("unix", name); err != nil {
		log.Fatal(err)
	}
	if there, err = listener.Accept(); err != nil {
		log.Fatal(err)
	}
	return here, there
}

func main() {
	// 1. Make both ends of a connection, inside this program.
	here, there := pair()
	defer there.Close()

	// 2. Write much, to somebody who does not read. Wait a second.
	deadline := time.Now().Add(time.Second)
	if err := here.SetWriteDeadline(deadline); err != nil {
		log.Fatal(err)
	}
	count, err := here.Write(make([]byte, size))
	here.Close()
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		log.Fatal(err)
	}
	if 0 < count && count < size {
		fmt.Println("one call took only part of the 10000000 bytes")
	}

	// 3. Read to the end: what the call counted, and no more.
	received, err := io.Copy(io.Discard, there)
	if err != nil {
		log.Fatal(err)
	}
	if received == int64(count) {
		fmt.Println("the other end received just as many as it counted")
	}
}
