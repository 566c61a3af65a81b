package fault

import (
	"bytes"
	"errors"
	"net"
	"time"

	"socketpairs/tools/netbox"
)

// A message of up to singleBytes is sent one byte at a time as a whole. Of a
// longer one as many of the first bytes are, but no fewer than leastSingle, as
// can be sent within singleTime; the rest goes at once. A server may give a
// client so many seconds for its request, by a clock that does not ask how
// busy the machine is: http.Server's ReadTimeout does.
const (
	singleBytes = 64
	leastSingle = 8
	singleTime  = time.Second
)

func earlyFIN(p *peer, conn *net.TCPConn) error {
	p.did("connected, and ended its stream at once")
	return p.readBehind(conn).hangUp(0)
}

func reset(p *peer, conn *net.TCPConn) error {
	// To close without lingering is to reset: socket(7), SO_LINGER.
	if err := conn.SetLinger(0); err != nil {
		return err
	}
	p.did("connected, and reset the connection at once")
	return conn.Close()
}

// gone keeps a server that takes one client at a time with a first connection,
// so that it finds the second one already reset: its first write there fails.
func gone(p *peer, first *net.TCPConn) error {
	second, err := p.connect(0)
	if err != nil {
		return err
	}
	if err := p.send(second, p.target.says); err != nil {
		return err
	}
	acknowledged := func(mine, _ netbox.Socket) bool { return mine.SendQueue == 0 }
	if err := p.untilEnds(second, "has not got what the peer sent", acknowledged); err != nil {
		return err
	}
	if err := errors.Join(second.SetLinger(0), second.Close()); err != nil {
		return err
	}
	over := func(_, its netbox.Socket) bool { return its == netbox.Socket{} }
	if err := p.untilEnds(second, "has not got the peer's reset", over); err != nil {
		return err
	}
	p.did("connected, sent %d bytes on a second connection and reset that one", len(p.target.says))
	return p.readBehind(first).hangUp(0)
}

func silent(p *peer, conn *net.TCPConn) error {
	p.did("connected, and said nothing")
	if err := p.meet(); err != nil {
		return err
	}
	if err := p.allAccepted(); err != nil {
		return err
	}
	p.did("ended its stream")
	return p.readBehind(conn).hangUp(0)
}

// bytewise waits after each byte until the server has read it, or has closed.
func bytewise(p *peer, conn *net.TCPConn) error {
	reader := p.readBehind(conn)
	began, sent, over := time.Now(), 0, false
	isSingle := func() bool {
		return sent < min(singleBytes, len(p.target.says)) &&
			(len(p.target.says) <= singleBytes || sent < leastSingle || time.Since(began) < singleTime)
	}
	for ; isSingle() && !over; sent++ {
		if err := p.send(conn, p.target.says[sent:sent+1]); err != nil {
			return err
		}
		var err error
		if over, err = p.read(reader); err != nil {
			return err
		}
	}
	switch rest := p.target.says[sent:]; {
	case len(rest) == 0:
		p.did("sent %d bytes, one at a time", sent)
	case over:
		p.did("sent bytes one at a time; after %d of %d the server closed", sent, len(p.target.says))
	default:
		p.did("sent %d bytes, the first of them one at a time", len(p.target.says))
		if err := p.send(conn, rest); err != nil {
			return err
		}
	}
	return reader.hangUp(1)
}

func doubled(p *peer, conn *net.TCPConn) error {
	if err := p.send(conn, bytes.Repeat(p.target.says, 2)); err != nil {
		return err
	}
	p.did("sent %d bytes at once, twice what a client sends", 2*len(p.target.says))
	return p.readBehind(conn).hangUp(2)
}

func cut(p *peer, conn *net.TCPConn) error {
	sent := p.target.says[:max(0, len(p.target.says)-1)]
	if err := p.send(conn, sent); err != nil {
		return err
	}
	p.did("sent %d of %d bytes, and ended its stream", len(sent), len(p.target.says))
	return p.readBehind(conn).hangUp(0)
}

func notUTF8Stream(p *peer, conn *net.TCPConn) error {
	if err := p.send(conn, p.damaged()); err != nil {
		return err
	}
	p.did("sent %s", amount(p.damaged()))
	return p.readBehind(conn).hangUp(0)
}

// damaged is what a client sends, but with 0xff, which UTF-8 never has, for
// its last byte that does not end a line.
func (p *peer) damaged() []byte {
	message := bytes.Clone(p.target.says)
	last := len(bytes.TrimRight(message, "\r\n")) - 1
	if last < 0 {
		return append([]byte{0xff}, message...)
	}
	message[last] = 0xff
	return message
}
