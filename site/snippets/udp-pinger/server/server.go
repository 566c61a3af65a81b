// An echo server that is late with one answer, and loses one ping.
package main

import (
	"fmt"
	"log"
	"net"
	"strings"
)

const address = "127.0.0.1:8089"

func main() {
	// 1. Create a UDP socket and bind it.
	conn, err := net.ListenPacket("udp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	fmt.Println("bound to", address)

	buf := make([]byte, 64)
	var held string      // an answer that was held back, or ""
	var heldFor net.Addr // where it goes
	for {
		// 2. Receive a datagram, and the address it came from.
		n, source, err := conn.ReadFrom(buf)
		if err != nil {
			log.Fatal(err)
		}
		data := string(buf[:n]) // a copy: buf is used again
		text := strings.ToValidUTF8(data, "\uFFFD")

		// 3. Send the answer that was held back: late.
		if held != "" {
			send(conn, held, heldFor)
			held = ""
			fmt.Println("late answer sent")
		}

		// 4. Hold the answer back, lose the datagram, or answer.
		switch data {
		case "bye":
			return
		case "ping 3":
			held, heldFor = data, source
			fmt.Printf("%s: held back\n", text)
		case "ping 7":
			fmt.Printf("%s: lost\n", text)
		default:
			send(conn, data, source)
			fmt.Printf("%s: answered\n", text)
		}
	}
}

// send sends one datagram.
func send(conn net.PacketConn, data string, to net.Addr) {
	if _, err := conn.WriteTo([]byte(data), to); err != nil {
		log.Fatal(err)
	}
}
