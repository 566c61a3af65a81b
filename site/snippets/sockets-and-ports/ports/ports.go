// A program with four sockets. Who gets which message?
package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"net"
)

// listenUDP returns a UDP socket with the name address.
func listenUDP(address string) net.PacketConn {
	conn, err := net.ListenPacket("udp", address)
	if err != nil {
		log.Fatal(err)
	}
	return conn
}

// send sends text from one UDP socket to another.
func send(from, to net.PacketConn, text string) {
	_, err := from.WriteTo([]byte(text), to.LocalAddr())
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	// 1-2. Ask the kernel for four sockets, each with its name.
	tcp, err := net.Listen("tcp", "127.0.0.1:9157")
	if err != nil {
		log.Fatal(err)
	}
	defer tcp.Close()
	udp := listenUDP("127.0.0.1:9157")
	defer udp.Close()
	other := listenUDP("127.0.0.1:8089")
	defer other.Close()
	sender := listenUDP("127.0.0.1:0") // 0: the kernel chooses
	defer sender.Close()

	// 3. Look at the names.
	fmt.Println("tcp", tcp.Addr())
	fmt.Println("udp", udp.LocalAddr())
	fmt.Println("udp", other.LocalAddr())
	fmt.Println("udp", sender.LocalAddr())

	// 4. Send two messages. Each says which socket it is for.
	send(sender, other, "for 8089")
	send(sender, udp, "for 9157")

	// 5. Receive, in the opposite order.
	for _, conn := range []net.PacketConn{udp, other} {
		buf := make([]byte, 64)
		n, _, err := conn.ReadFrom(buf)
		if err != nil {
			log.Fatal(err)
		}
		name := conn.LocalAddr()
		fmt.Printf("udp %v received %d bytes: %s\n", name, n, buf[:n])
	}

	// 6. Write two ports as a header has them: two bytes each.
	header := make([]byte, 4)
	binary.BigEndian.PutUint16(header[0:2], 9157)
	binary.BigEndian.PutUint16(header[2:4], 80)
	fmt.Printf("header begins with % x\n", header)

	// 7. Read them back.
	source := binary.BigEndian.Uint16(header[0:2])
	destination := binary.BigEndian.Uint16(header[2:4])
	fmt.Printf("from port %d to port %d\n", source, destination)
}
