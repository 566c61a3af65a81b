package fault

import (
	"errors"
	"io"
	"net"
	"time"

	"socketpairs/tools/netbox"
	"socketpairs/tools/play/process"
)

// reading is a connection that is read to its end while the peer does
// something else.
type reading struct {
	peer  *peer
	began chan struct{} // closed when its first byte has come, or its end
	done  chan struct{} // closed when the server's stream has ended
	data  []byte
	reset bool
	err   error
}

// readBehind reads the server's stream to its end on another goroutine.
func (p *peer) readBehind(conn io.Reader) *reading {
	r := &reading{peer: p, began: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(r.done)
		first := make([]byte, 1)
		_, err := io.ReadFull(conn, first)
		close(r.began)
		if err == nil {
			r.data, err = io.ReadAll(conn)
			r.data = append(first, r.data...)
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
		r.reset, r.err = err != nil, p.unlessOver(err)
	}()
	return r
}

// end ends the peer's stream and waits for the end of the server's.
func (r *reading) end(conn *net.TCPConn) (data []byte, reset bool, err error) {
	if err := r.peer.unlessOver(conn.CloseWrite()); err != nil {
		return nil, false, err
	}
	<-r.done
	return r.data, r.reset, r.err
}

// writing is a write that may take as long as the server likes.
type writing struct {
	done chan struct{}
	err  error
}

// writeBehind writes on another goroutine.
func (p *peer) writeBehind(conn *net.TCPConn, data []byte) *writing {
	w := &writing{done: make(chan struct{})}
	go func() {
		defer close(w.done)
		w.err = p.send(conn, data)
	}()
	return w
}

func (w *writing) wait() error {
	<-w.done
	return w.err
}

// read waits until the server has read all that was sent, or has closed, and
// reports which. It is as quick as the server: a server that gives a client
// only so many seconds shall not run out of them because of us.
func (p *peer) read(conn *net.TCPConn, reader *reading) (over bool, err error) {
	if p.Box == nil {
		return p.taken(conn, reader)
	}
	for {
		mine, its, err := p.bothEnds(conn)
		switch {
		case err != nil:
			return false, err
		case mine.State != netbox.Established:
			return true, nil
		case mine.SendQueue == 0 && its.ReceiveQueue == 0:
			return false, nil
		case p.ctx.Err() != nil:
			return false, p.Late(p.ctx, p.server, "has not read what the peer sent", "")
		}
		time.Sleep(process.LookEvery)
	}
}

// taken waits until what was sent has arrived and the programs wait for more.
// It reports whether the server has closed.
func (p *peer) taken(conn *net.TCPConn, reader *reading) (over bool, err error) {
	for p.Box != nil {
		socket, err := p.own(conn)
		if err != nil {
			return false, err
		}
		if socket.SendQueue == 0 {
			break
		}
		if p.ctx.Err() != nil {
			return false, p.Late(p.ctx, p.server, "has not taken what the peer sent", "")
		}
	}
	if _, err := p.Idle(p.ctx, process.Briefly); err != nil {
		return false, err
	}
	if p.Box == nil {
		return isClosed(reader.done), nil
	}
	socket, err := p.own(conn)
	return socket.State != netbox.Established, err
}

// waitsForMore reports whether the server has taken all that was sent, and
// has neither answered nor closed. Where the kernel does not show it, only
// the end of the run's time does.
func (p *peer) waitsForMore(conn *net.TCPConn, reader *reading) (bool, error) {
	if over, err := p.taken(conn, reader); over || err != nil {
		return false, err
	}
	if p.Box == nil {
		<-reader.began
		return false, nil
	}
	socket, err := p.own(conn)
	if err != nil || socket.ReceiveQueue > 0 {
		return false, err
	}
	// What the reader has just taken from the queue it has told by then.
	_, err = p.Idle(p.ctx, process.Briefly)
	return !isClosed(reader.began), err
}

// stalled waits until the programs wait, though all was written or the
// server's side takes no more.
func (p *peer) stalled(conn *net.TCPConn, writer *writing) error {
	for {
		if _, err := p.Idle(p.ctx, process.Briefly); err != nil || p.Box == nil || isClosed(writer.done) {
			return err
		}
		if socket, err := p.own(conn); err != nil || socket.SendQueue > 0 {
			return err
		}
	}
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

// own returns the row of a connection of the peer in the kernel's socket
// table; the zero value if it has none, since the server has reset it.
func (p *peer) own(conn *net.TCPConn) (netbox.Socket, error) {
	mine, _, err := p.bothEnds(conn)
	return mine, err
}

// bothEnds returns the rows of a connection's two sockets, the peer's and the
// server's.
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
