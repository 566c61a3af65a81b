package fault

import (
	"bytes"
	"net"
)

// overlongDatagramSize is more than a server's buffer should need, and about
// what macOS sends at most (net.inet.udp.maxdgram is 9216).
const overlongDatagramSize = 9000

func emptyDatagram(p *peer, socket *net.UDPConn) error {
	return p.tell(socket, nil, "sent an empty datagram")
}

func overlongDatagram(p *peer, socket *net.UDPConn) error {
	return p.tell(socket, bytes.Repeat([]byte("x"), overlongDatagramSize), "sent a datagram of %d bytes", overlongDatagramSize)
}

func notUTF8Datagram(p *peer, socket *net.UDPConn) error {
	return p.tell(socket, p.damaged(), "sent a datagram of %s", amount(p.damaged()))
}

// tell sends a datagram, lets the other programs meet the server, and notes
// what has come back by then: nobody can wait for an answer that may not come.
func (p *peer) tell(socket *net.UDPConn, datagram []byte, format string, args ...any) error {
	if _, err := socket.WriteToUDPAddrPort(datagram, p.target.address); err != nil {
		return err
	}
	p.did(format, args...)
	if err := p.meet(); err != nil {
		return err
	}
	return p.arrived(socket)
}

// arrived notes every datagram that has arrived. The peer sends a last one to
// itself: what is behind it in the queue came later.
func (p *peer) arrived(socket *net.UDPConn) error {
	here := socket.LocalAddr().(*net.UDPAddr).AddrPort()
	if _, err := socket.WriteToUDPAddrPort(nil, here); err != nil {
		return err
	}
	buffer := make([]byte, 1<<16)
	for count := 0; ; count++ {
		n, from, err := socket.ReadFromUDPAddrPort(buffer)
		switch {
		case err != nil:
			return p.unlessOver(err)
		case from == here && count == 0:
			p.did("received no datagram")
			return nil
		case from == here:
			return nil
		}
		p.did("received a datagram of %s", amount(buffer[:n]))
	}
}
