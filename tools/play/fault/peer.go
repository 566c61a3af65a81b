package fault

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"syscall"
	"time"

	"socketpairs/tools/book/runfile"
	"socketpairs/tools/play"
	"socketpairs/tools/wire"
)

// peer is the scripted peer of one run. Its sockets are opened on the
// goroutine that plays the run, since they belong to its network.
type peer struct {
	*encounter
	ctx   context.Context
	talks []wire.Conversation // one for each socket, for the names of ports
	close []func()
}

// note is one line of what the peer did or saw.
type note struct {
	text  string
	later bool // it came after the other programs
}

// answer is what one connection, or socket, of the peer has received.
type answer struct {
	data  []byte
	times int // how often the ordinary answer must be in it
}

// did notes what the peer did or saw.
func (p *peer) did(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	p.result.notes = append(p.result.notes, note{text, p.joined})
	p.Say(play.Line{Name: runfile.Peer, Text: text})
}

// meet lets the other programs meet the server while the peer stays.
func (p *peer) meet() error { return p.others(p.ctx) }

// connect opens a connection to the server, with a receive buffer of so many
// bytes; 0 leaves that to the system. It is closed at the latest when the peer
// leaves, and fails when the run's time is over.
func (p *peer) connect(buffer int) (*net.TCPConn, error) {
	var dialer net.Dialer
	if buffer > 0 { // before the window is announced
		dialer.Control = func(_, _ string, socket syscall.RawConn) error {
			var failure error
			err := socket.Control(func(fd uintptr) { failure = setReceiveBuffer(fd, buffer) })
			return cmp.Or(err, failure)
		}
	}
	conn, err := dialer.DialTCP(p.ctx, "tcp", netip.AddrPort{}, p.target.address)
	if err != nil {
		return nil, fmt.Errorf("the peer cannot connect: %w", err)
	}
	p.opened(conn, conn.LocalAddr().(*net.TCPAddr).AddrPort(), wire.TCP)
	return conn, nil
}

// bind opens a UDP socket on the address that it would reach the server from.
func (p *peer) bind() (*net.UDPConn, error) {
	local := netip.MustParseAddr("127.0.0.1")
	if p.target.address.Addr().Is6() {
		local = netip.IPv6Loopback()
	}
	socket, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(local, 0)))
	if err != nil {
		return nil, err
	}
	p.opened(socket, socket.LocalAddr().(*net.UDPAddr).AddrPort(), wire.UDP)
	return socket, nil
}

func (p *peer) opened(conn net.Conn, local netip.AddrPort, protocol wire.Protocol) {
	stop := context.AfterFunc(p.ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) }) // long ago
	p.close = append(p.close, func() {
		stop()
		conn.Close()
	})
	client := netip.AddrPortFrom(local.Addr().Unmap(), local.Port())
	p.talks = append(p.talks, wire.Conversation{Protocol: protocol, Client: client, Server: p.target.address})
}

// leave closes all that the peer has open.
func (p *peer) leave() {
	for _, closeOne := range p.close {
		closeOne()
	}
	p.close = nil
}

// send writes to a connection. That the server does not take it all is not an
// error of ours: what the peer receives shows it.
func (p *peer) send(conn *net.TCPConn, data []byte) error {
	_, err := conn.Write(data)
	return p.unlessOver(err)
}

// unlessOver returns an error, but nil if it says that the connection is over
// because of the server.
func (p *peer) unlessOver(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return p.Late(p.ctx, p.server, "has not ended the peer's connection", "")
	}
	if slices.ContainsFunc(overErrors(), func(over error) bool { return errors.Is(err, over) }) {
		return nil
	}
	return err
}
