//go:build unix

// One UDP socket for everybody.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"syscall"
)

const (
	address   = "127.0.0.1:8080" // host B
	datagrams = 5                // all three clients, then those on C
)

// share makes a socket willing to share its port (Linux).
func share(_, _ string, raw syscall.RawConn) error {
	var failed error
	err := raw.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(int(fd),
			syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
	})
	return errors.Join(err, failed)
}

func main() {
	// 1-2. Create a UDP socket, give it to share, then bind it.
	config := net.ListenConfig{Control: share}
	ctx := context.Background()
	conn, err := config.ListenPacket(ctx, "udp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	fmt.Println("bound to", address)

	buf := make([]byte, 64)
	for range datagrams {
		// 3. Receive a datagram, and the address it came from.
		n, source, err := conn.ReadFrom(buf)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%v reaches the bound socket: %d bytes, %s\n",
			source, n, buf[:n])

		// 4. Answer to that address.
		_, err = conn.WriteTo([]byte("bound"), source)
		if err != nil {
			log.Fatal(err)
		}
	}
}
