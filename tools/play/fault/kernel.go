package fault

import (
	"fmt"
	"net"
	"time"

	"socketpairs/tools/netbox"
	"socketpairs/tools/play/process"
)

// What the peer learns of the server from the kernel's socket table. On the
// loopback, where there is no box, the table is not looked at.

// untilEnds waits until the two sockets of a connection, the peer's and the
// server's, are as wanted. What the server has not done otherwise is for people
// to read.
func (p *peer) untilEnds(conn *net.TCPConn, what string, wanted func(mine, its netbox.Socket) bool) error {
	for p.Box != nil {
		mine, its, err := p.bothEnds(conn)
		if err != nil || wanted(mine, its) {
			return err
		}
		if p.ctx.Err() != nil {
			return p.Late(p.ctx, p.server, what, "")
		}
		time.Sleep(process.LookEvery)
	}
	return nil
}

// read waits until the server has read all that was sent, or has closed, and
// reports which. It is as quick as the server: a server that gives a client
// only so many seconds shall not run out of them because of us.
func (p *peer) read(r *reading) (over bool, err error) {
	if p.Box == nil {
		return p.taken(r)
	}
	err = p.untilEnds(r.conn, "has not read what the peer sent", func(mine, its netbox.Socket) bool {
		over = mine.State != netbox.Established
		return over || mine.SendQueue == 0 && its.ReceiveQueue == 0
	})
	return over, err
}

// taken waits until what was sent has arrived and the programs wait for more.
// It reports whether the server has closed.
func (p *peer) taken(r *reading) (over bool, err error) {
	arrived := func(mine, _ netbox.Socket) bool { return mine.SendQueue == 0 }
	if err := p.untilEnds(r.conn, "has not taken what the peer sent", arrived); err != nil {
		return false, err
	}
	if _, err := p.Idle(p.ctx, process.Briefly); err != nil {
		return false, err
	}
	if p.Box == nil {
		return isClosed(r.done), nil
	}
	mine, _, err := p.bothEnds(r.conn)
	return mine.State != netbox.Established, err
}

// waitsForMore reports whether the server has taken all that was sent, and
// has neither answered nor closed. Where the kernel does not show it, only
// the end of the run's time does.
func (p *peer) waitsForMore(r *reading) (bool, error) {
	if over, err := p.taken(r); over || err != nil {
		return false, err
	}
	if p.Box == nil {
		<-r.began
		return false, nil
	}
	mine, _, err := p.bothEnds(r.conn)
	if err != nil || mine.ReceiveQueue > 0 {
		return false, err
	}
	// What the reader has just taken from the queue it has told by then.
	_, err = p.Idle(p.ctx, process.Briefly)
	return !isClosed(r.began), err
}

// stalled waits until the programs wait, though all was written or the
// server's side takes no more.
func (p *peer) stalled(conn *net.TCPConn, writer *writing) error {
	for {
		if _, err := p.Idle(p.ctx, process.Briefly); err != nil || p.Box == nil || isClosed(writer.done) {
			return err
		}
		if mine, _, err := p.bothEnds(conn); err != nil || mine.SendQueue > 0 {
			return err
		}
	}
}

// allAccepted returns an error if a connection waits to be accepted, and the
// server for something else. Clients that want no answer would not show it.
func (p *peer) allAccepted() error {
	if p.Box == nil || p.waiting() == 0 {
		return nil
	}
	if _, err := p.Idle(p.ctx, process.Briefly); err != nil {
		return err
	}
	if n := p.waiting(); n > 0 {
		return fmt.Errorf("while the peer is silent, the server leaves %d other connections waiting", n)
	}
	return nil
}

// waiting returns how many connections the server has yet to accept.
func (p *peer) waiting() uint32 {
	sockets, _ := p.Box.Sockets() // without the table nothing is known to wait
	for _, socket := range sockets {
		if socket.State == netbox.Listen && socket.Local.Port() == p.target.address.Port() {
			return socket.ReceiveQueue
		}
	}
	return 0
}

// bothEnds returns the rows of a connection's two sockets; the zero value if one
// is not there, since the server has reset it.
func (p *peer) bothEnds(conn *net.TCPConn) (mine, its netbox.Socket, err error) {
	sockets, err := p.Box.Sockets()
	local := conn.LocalAddr().(*net.TCPAddr).AddrPort().Port()
	for _, socket := range sockets {
		switch local {
		case socket.Local.Port():
			mine = socket
		case socket.Remote.Port():
			its = socket
		}
	}
	return mine, its, err
}
