//go:build unix

// A client that meets one error after the other.
package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"syscall"
	"time"
)

const (
	server = "127.0.0.1:8089"
	nobody = "127.0.0.1:8090" // nothing listens here
)

// report says in our own words how a call ended.
func report(what string, err error) {
	outcome := "ok"
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		outcome = "connection refused"
	case errors.Is(err, syscall.ECONNRESET):
		outcome = "connection reset"
	case errors.Is(err, syscall.EPIPE):
		outcome = "broken pipe"
	case errors.Is(err, os.ErrDeadlineExceeded):
		outcome = "timed out"
	case errors.Is(err, net.ErrClosed):
		outcome = "our own socket is closed"
	case err == io.EOF:
		outcome = "end of stream"
	case err != nil:
		log.Fatal(err)
	}
	fmt.Printf("%s: %s\n", what, outcome)
}

// connect returns a connection to the server.
func connect() *net.TCPConn {
	conn, err := net.Dial("tcp", server)
	if err != nil {
		log.Fatal(err)
	}
	return conn.(*net.TCPConn)
}

func send(conn net.Conn, text string) error {
	_, err := conn.Write([]byte(text))
	return err
}

// tell sends where nothing is expected to fail.
func tell(conn net.Conn, word string) {
	if err := send(conn, word); err != nil {
		log.Fatal(err)
	}
}

func receive(conn net.Conn) error {
	_, err := conn.Read(make([]byte, 64))
	return err
}

// waitForReset waits until the kernel has received a reset.
func waitForReset(conn *net.TCPConn) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return err
	}
	return raw.Read(func(fd uintptr) bool { // false: wait, try again
		code, err := syscall.GetsockoptInt(
			int(fd), syscall.SOL_SOCKET, syscall.SO_ERROR)
		return code != 0 || err != nil
	})
}

func main() {
	// 1. Let the server close. Then go on sending.
	conn := connect()
	tell(conn, "close")
	report("receive after its close", receive(conn))
	report("first send after its close", send(conn, "more"))
	if err := waitForReset(conn); err != nil {
		log.Fatal(err)
	}
	report("second send", send(conn, "more"))
	conn.Close()

	// 2. Let it close while bytes of ours are unread.
	conn = connect()
	tell(conn, "close and forget this")
	report("receive, it left bytes unread", receive(conn))
	conn.Close()

	// 3. Say nothing, and wait for an answer. Our own limit ends it.
	conn = connect()
	conn.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	report("receive, it waits as well", receive(conn))
	conn.SetReadDeadline(time.Time{})

	// 4. Let it reset. The kernel tells us once.
	tell(conn, "reset")
	report("receive after its reset", receive(conn))
	report("send after its reset", send(conn, "more"))

	// 5. Use the connection, which we have closed ourselves.
	conn.Close()
	report("receive after our own close", receive(conn))

	// 6. Connect where nobody listens.
	_, err := net.Dial("tcp", nobody)
	report("connect to nobody", err)
}
