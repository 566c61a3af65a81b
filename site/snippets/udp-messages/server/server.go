//go:build unix

// A server that receives datagrams, until one asks how many came.
package main

import (
	"fmt"
	"log"
	"net"
	"strings"
	"syscall"
)

const (
	address = "127.0.0.1:8089"
	size    = 64 // bytes; no message of ours is longer
)

func main() {
	// 1. Create a UDP socket and bind it.
	packets, err := net.ListenPacket("udp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer packets.Close()
	conn := packets.(*net.UDPConn) // it can tell flags
	fmt.Println("bound to", address)

	buf := make([]byte, size)
	for count := 1; ; count++ {
		// 2. Receive one datagram, or as much of it as fits.
		n, _, flags, source, err := conn.ReadMsgUDPAddrPort(buf, nil)
		if err != nil {
			log.Fatal(err)
		}

		// 3. A flag says whether the kernel cut off the rest.
		cut := ""
		if flags&syscall.MSG_TRUNC != 0 {
			cut = ", cut"
		}
		text := strings.ToValidUTF8(string(buf[:n]), "\uFFFD")
		fmt.Printf("received %d bytes%s [%s]\n", n, cut, text)

		// 4. Answer the question, to the address it came from.
		if text == "how many?" {
			answer := fmt.Sprintf("%d datagrams", count)
			n, err := conn.WriteToUDPAddrPort([]byte(answer), source)
			if err != nil {
				log.Fatal(err)
			}
			fmt.Printf("answered %d bytes [%s]\n", n, answer)
			return
		}
	}
}
