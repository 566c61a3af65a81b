package netbox_test

import (
	"fmt"
	"net"
	"net/netip"
	"testing"

	"socketpairs/tools/netbox"
)

func TestSockets(t *testing.T) {
	t.Run("an empty box has none", func(t *testing.T) {
		box(t, func(b *netbox.Box) error {
			sockets, err := b.Sockets()
			if len(sockets) > 0 {
				t.Errorf("got %v", sockets)
			}
			return err
		})
	})
	t.Run("a listener shows how many wait to be accepted", func(t *testing.T) {
		box(t, func(b *netbox.Box) error {
			listener, err := net.Listen("tcp", address)
			if err != nil {
				return err
			}
			defer listener.Close()
			for range 2 {
				client, err := net.Dial("tcp", address)
				if err != nil {
					return err
				}
				defer client.Close()
			}
			return expect(b, "tcp", address, netbox.Listen, 2)
		})
	})
	t.Run("a connection shows its ends and what is not read", func(t *testing.T) {
		box(t, func(b *netbox.Box) error {
			return unreadBytes(t, b)
		})
	})
	t.Run("a bound UDP socket is closed to no one in particular", func(t *testing.T) {
		box(t, func(b *netbox.Box) error {
			for _, local := range []string{address, "[::1]:8089"} {
				socket, err := net.ListenPacket("udp", local)
				if err != nil {
					return err
				}
				defer socket.Close()
				if err := expect(b, "udp", local, netbox.Closed, 0); err != nil {
					return err
				}
			}
			return nil
		})
	})
	t.Run("an IPv6 listener", func(t *testing.T) {
		box(t, func(b *netbox.Box) error {
			listener, err := net.Listen("tcp", "[::1]:8089")
			if err != nil {
				return err
			}
			defer listener.Close()
			return expect(b, "tcp", "[::1]:8089", netbox.Listen, 0)
		})
	})
	t.Run("more sockets than fit into one answer", func(t *testing.T) {
		box(t, func(b *netbox.Box) error {
			const many = 600 // of about 100 bytes each; an answer has at most 32 KiB
			for range many {
				socket, err := net.ListenPacket("udp", "127.0.0.1:0")
				if err != nil {
					return err
				}
				defer socket.Close()
			}
			sockets, err := b.Sockets()
			if len(sockets) != many {
				t.Errorf("got %d sockets, want %d", len(sockets), many)
			}
			return err
		})
	})
}

// unreadBytes leaves five bytes in a connection's receive queue. The client's
// port is one of our choice.
func unreadBytes(t *testing.T, b *netbox.Box) error {
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		return err
	}
	defer listener.Close()
	from := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 3), Port: 5775}}
	client, err := from.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer client.Close()
	server, err := listener.Accept()
	if err != nil {
		return err
	}
	defer server.Close()
	if _, err := client.Write([]byte("hello")); err != nil {
		return err
	}
	sockets, err := b.Sockets()
	for _, s := range sockets {
		if s.State == netbox.Established && s.Local == netip.MustParseAddrPort(address) {
			if s.Remote.String() != "127.0.0.3:5775" || s.ReceiveQueue != 5 {
				t.Errorf("got %+v", s)
			}
			return err
		}
	}
	return fmt.Errorf("no established connection in %v (%w)", sockets, err)
}

func expect(b *netbox.Box, protocol, local string, state netbox.State, queue uint32) error {
	sockets, err := b.Sockets()
	if err != nil {
		return err
	}
	s, err := find(sockets, protocol, local)
	if err == nil && (s.State != state || s.ReceiveQueue != queue) {
		return fmt.Errorf("%s %s: state %v, queue %d; want %v, %d", protocol, local, s.State, s.ReceiveQueue, state, queue)
	}
	return err
}

// find returns the socket without a peer that has that local address.
func find(sockets []netbox.Socket, protocol, local string) (netbox.Socket, error) {
	for _, s := range sockets {
		if s.Protocol == protocol && s.Local.String() == local && s.Remote.Port() == 0 {
			return s, nil
		}
	}
	return netbox.Socket{}, fmt.Errorf("no %s socket at %s in %v", protocol, local, sockets)
}
