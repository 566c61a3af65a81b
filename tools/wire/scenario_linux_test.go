package wire_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"time"
)

const address = "127.0.0.1:8089"

// A scenario is a small exchange. It runs on one thread, that of its box, and
// needs no other: what one socket sends over loopback the other can read at
// once.
type scenario struct {
	name string
	play func() error
}

func scenarios() []scenario {
	return []scenario{
		{"exchange", exchange},
		{"half-close", halfClose},
		{"refused", refused},
		{"reset", reset},
		{"three-ends", threeEnds},
		{"datagrams", datagrams},
		{"unreachable", unreachable},
		{"fragments", fragments},
		{"long", long},
		{"echoes", echoes},
	}
}

// connect gives both sides of a connection.
func connect(server string) (client, accepted *net.TCPConn, err error) {
	listener, err := net.Listen("tcp", server)
	if err != nil {
		return nil, nil, err
	}
	defer listener.Close()
	dialed, err := net.DialTimeout("tcp", server, 5*time.Second)
	if err != nil {
		return nil, nil, err
	}
	conn, err := listener.Accept()
	if err != nil {
		return nil, nil, err
	}
	return dialed.(*net.TCPConn), conn.(*net.TCPConn), nil
}

// pass writes the text at one end and reads it at the other.
func pass(from, to net.Conn, text string) error {
	if _, err := io.WriteString(from, text); err != nil {
		return err
	}
	to.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, err := io.ReadFull(to, make([]byte, len(text)))
	return err
}

func exchange() error {
	client, server, err := connect(address)
	if err != nil {
		return err
	}
	return errors.Join(
		pass(client, server, "GET /index.html HTTP/1.1\r\n"),
		pass(client, server, "Host: 127.0.0.1\r\n\r\n"),
		pass(server, client, "HTTP/1.1 200 OK\r\n\r\nhello, 세계 \xff\\\t "),
		client.Close(),
		server.Close(),
	)
}

func halfClose() error {
	client, server, err := connect("[::1]:8089")
	if err != nil {
		return err
	}
	return errors.Join(
		pass(client, server, "sum 1 2 3"),
		client.CloseWrite(),
		pass(server, client, "6"),
		server.Close(),
		client.Close(),
	)
}

func refused() error {
	client, err := net.Dial("tcp", address)
	if err == nil {
		client.Close()
		return errors.New("connected to nobody")
	}
	return nil
}

// reset closes a connection at which unread bytes wait.
func reset() error {
	client, server, err := connect(address)
	if err != nil {
		return err
	}
	return errors.Join(
		pass(client, server, "read "),
		second(io.WriteString(client, "not read")),
		server.Close(),
		client.Close(),
	)
}

func second(_ int, err error) error { return err }

// threeEnds is a server that tells one client the address of the other, and
// a client with a port of its own choice.
func threeEnds() error {
	first, server1, err := connect(address)
	if err != nil {
		return err
	}
	own := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 3), Port: 9157}}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	defer listener.Close()
	other, err := own.Dial("tcp", address)
	if err != nil {
		return err
	}
	server2, err := listener.Accept()
	if err != nil {
		return err
	}
	return errors.Join(
		pass(server2, other, fmt.Sprintf("%v is here\n", server1.RemoteAddr())),
		pass(server1, first, fmt.Sprintf("%v is here\n", server2.RemoteAddr())),
		first.Close(), server1.Close(), other.Close(), server2.Close(),
	)
}

func datagrams() error {
	server, err := net.ListenPacket("udp", address)
	if err != nil {
		return err
	}
	defer server.Close()
	client, err := net.Dial("udp", address)
	if err != nil {
		return err
	}
	defer client.Close()
	for _, text := range []string{"ping", "", "two\nlines "} {
		if _, err := io.WriteString(client, text); err != nil {
			return err
		}
		buffer := make([]byte, 100)
		n, from, err := server.ReadFrom(buffer)
		if err != nil {
			return err
		}
		if _, err := server.WriteTo(buffer[:n], from); err != nil {
			return err
		}
	}
	return nil
}

// unreachable sends to a port where nobody is, over both versions of IP.
func unreachable() error {
	for _, nobody := range []string{address, "[::1]:8089"} {
		client, err := net.Dial("udp", nobody)
		if err != nil {
			return err
		}
		defer client.Close()
		if _, err := io.WriteString(client, "anybody?"); err != nil {
			return err
		}
		client.SetReadDeadline(time.Now().Add(5 * time.Second))
		if _, err := client.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNREFUSED) {
			return fmt.Errorf("nobody at %s, but %v", nobody, err)
		}
	}
	return nil
}

// fragments sends datagrams that do not fit into one packet.
func fragments() error {
	for _, at := range []string{address, "[::1]:8089"} {
		server, err := net.ListenPacket("udp", at)
		if err != nil {
			return err
		}
		defer server.Close()
		client, err := net.Dial("udp", at)
		if err != nil {
			return err
		}
		defer client.Close()
		if _, err := client.Write(pattern(4000)); err != nil {
			return err
		}
	}
	return nil
}

// long sends more at once than a transcript shows and a segment holds.
func long() error {
	client, server, err := connect(address)
	if err != nil {
		return err
	}
	return errors.Join(
		pass(client, server, string(pattern(5000))),
		client.Close(),
		server.Close(),
	)
}

// pattern is bytes of which no two neighborhoods are alike.
func pattern(length int) []byte {
	var text []byte
	for i := 0; len(text) < length; i++ {
		text = fmt.Appendf(text, "%d,", i)
	}
	return text[:length]
}

// transfer sends all of it from one goroutine while another reads.
func transfer(data []byte) error {
	client, server, err := connect(address)
	if err != nil {
		return err
	}
	sent := make(chan error)
	go func() {
		_, err := client.Write(data)
		sent <- errors.Join(err, client.Close())
	}()
	_, err = io.Copy(io.Discard, server)
	return errors.Join(err, server.Close(), <-sent)
}

// echoes sends echo requests to itself, to another address, and over IPv6; the
// kernel answers. The sender sees its own requests, too.
func echoes() error {
	return errors.Join(
		ping("ip4:icmp", "127.0.0.1", "127.0.0.1", icmpEcho(8, 7, 1, "abcd")),
		ping("ip4:icmp", "127.0.0.1", "127.0.0.2", icmpEcho(8, 7, 1, "abcd")),
		ping("ip4:icmp", "127.0.0.1", "127.0.0.2", icmpEcho(8, 7, 2, "\x00\xff")),
		ping("ip4:icmp", "127.0.0.1", "127.0.0.2", icmpEcho(8, 8, 1, "of another program")),
		ping("ip6:ipv6-icmp", "::1", "::1", icmpEcho(128, 9, 1, "")),
	)
}

// icmpEcho is an echo request (RFC 792; RFC 4443 section 4.1), for IPv6 without
// its checksum, which the kernel writes (RFC 3542 section 3.1).
func icmpEcho(kind byte, id, sequence uint16, data string) []byte {
	message := append([]byte{kind, 0, 0, 0}, byte(id>>8), byte(id), byte(sequence>>8), byte(sequence))
	message = append(message, data...)
	var sum uint32
	for i, b := range message {
		sum += uint32(b) << (8 * (1 - i%2))
	}
	for sum>>16 != 0 {
		sum = sum&0xffff + sum>>16
	}
	message[2], message[3] = byte(^sum>>8), byte(^sum)
	return message
}

func ping(network, from, to string, message []byte) error {
	conn, err := net.ListenPacket(network, from)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.WriteTo(message, &net.IPAddr{IP: net.ParseIP(to)})
	return err
}
