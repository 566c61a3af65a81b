package fault

import (
	"errors"
	"io"
	"net"
)

// reading is a connection that is read to its end while the peer does
// something else.
type reading struct {
	peer  *peer
	conn  *net.TCPConn
	began chan struct{} // closed when its first byte has come, or its end
	done  chan struct{} // closed when the server's stream has ended
	data  []byte
	reset bool
	err   error
}

// readBehind reads the server's stream to its end on another goroutine. On
// Linux what came before a reset can still be read.
func (p *peer) readBehind(conn *net.TCPConn) *reading {
	r := &reading{peer: p, conn: conn, began: make(chan struct{}), done: make(chan struct{})}
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
func (r *reading) end() error {
	if err := r.peer.unlessOver(r.conn.CloseWrite()); err != nil {
		return err
	}
	<-r.done
	return r.err
}

// hangUp ends both streams, and notes what the server's brought. The ordinary
// answer must be in it so many times; 0 asks for nothing.
func (r *reading) hangUp(times int) error {
	if err := r.end(); err != nil {
		return err
	}
	how := "the end of the stream"
	if r.reset {
		how = "a reset"
	}
	r.peer.did("received %s, then %s", amount(r.data), how)
	if times > 0 {
		r.peer.result.heard = append(r.peer.result.heard, answer{r.data, times})
	}
	return nil
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
