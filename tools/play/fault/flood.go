package fault

import (
	"bytes"
	"cmp"
	"errors"
	"net"

	"socketpairs/tools/play/process"
)

// How much is too much.
const (
	overlongSize = 1 << 20 // bytes in a stream, longer than any sensible limit
	slowBuffer   = 1 << 12 // bytes of a slow reader's receive buffer
	slowSize     = 1 << 18 // bytes that it asks for; with that buffer some 0.1 MB fit on the way
	crowdSize    = 100     // connections; by default the backlogs of Python and Go hold more
)

// overlongStream wants the server to answer or to close before the message
// has ended: a server that waits for more has no limit.
func overlongStream(p *peer, conn *net.TCPConn) error {
	p.did("sent up to %d bytes of x, and no end", overlongSize)
	reader := p.readBehind(conn)
	writer := p.writeBehind(conn, bytes.Repeat([]byte("x"), overlongSize))
	select {
	case <-reader.began:
	case <-writer.done:
		if waits, err := p.waitsForMore(reader); err != nil || waits {
			return cmp.Or(err, errors.New("the server took all that the peer sent and waits for more: it has no limit"))
		}
	}
	if err := writer.wait(); err != nil {
		return err
	}
	if err := reader.end(); err != nil {
		return err
	}
	// Whether the server closes with bytes unread, and so resets, is a race.
	p.did("received %s, and the connection was over", amount(reader.data))
	return nil
}

// slowReader sends the message again and again, and reads nothing until the
// server waits: for more, or because it cannot send.
func slowReader(p *peer, conn *net.TCPConn) error {
	if p.target.hears == "" {
		return errors.New("the server answers nothing that could be read slowly")
	}
	times := 1 + slowSize/len(p.target.hears)
	writer := p.writeBehind(conn, bytes.Repeat(p.target.says, times))
	if err := p.stalled(conn, writer); err != nil {
		return err
	}
	p.did("sent %d times what a client sends, and read nothing until the server waited", times)
	reader := p.readBehind(conn)
	if err := writer.wait(); err != nil {
		return err
	}
	return reader.hangUp(times)
}

func crowd(p *peer, first *net.TCPConn) error {
	conns := []*net.TCPConn{first}
	for len(conns) < crowdSize {
		conn, err := p.connect(0)
		if err != nil {
			return err
		}
		conns = append(conns, conn)
	}
	if _, err := p.Idle(p.ctx, process.Briefly); err != nil { // so that all are there at once
		return err
	}
	p.did("opened %d connections, then sent on each what a client sends", crowdSize)
	for _, conn := range conns {
		if err := p.send(conn, p.target.says); err != nil {
			return err
		}
		if err := conn.CloseWrite(); p.unlessOver(err) != nil {
			return err
		}
	}
	for _, conn := range conns {
		if err := p.readBehind(conn).hangUp(1); err != nil {
			return err
		}
	}
	return nil
}
