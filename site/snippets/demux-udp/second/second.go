//go:build unix

// A second socket on the server's port, for one process on A alone.
package main

import (
	"errors"
	"fmt"
	"log"
	"net"
	"syscall"
)

const (
	address = "127.0.0.1:8080" // host B
	peer    = "127.0.0.2:9157" // host A
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
	// 1-3. Create a UDP socket, give it to share, bind it, connect it.
	own, err := net.ResolveUDPAddr("udp", address)
	if err != nil {
		log.Fatal(err)
	}
	dialer := net.Dialer{LocalAddr: own, Control: share}
	conn, err := dialer.Dial("udp", peer)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	fmt.Printf("bound to %s, connected to %s\n", address, peer)

	// 4. Receive: only the peer's datagrams come here.
	buf := make([]byte, 64)
	n, source, err := conn.(net.PacketConn).ReadFrom(buf)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%v reaches the connected socket: %d bytes, %s\n",
		source, n, buf[:n])

	// 5. Answer: the kernel knows to whom.
	if _, err := conn.Write([]byte("connected")); err != nil {
		log.Fatal(err)
	}
}
