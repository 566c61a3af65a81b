package fault

import (
	"net"

	"socketpairs/tools/wire"
)

// kind is how a scripted peer plays a fault: over TCP, over UDP, or both; nil
// where it makes no sense.
type kind struct {
	stream   func(*peer, *net.TCPConn) error // with a first connection to the server
	datagram func(*peer, *net.UDPConn) error // with a socket that reaches it

	buffer   int  // bytes of the first connection's receive buffer; 0 leaves it to the system
	nameless bool // its connections come in an order that is nobody's promise: none has a name of its own
	printed  bool // what a server prints for it tells what it made of it, if it answers nothing
}

// kinds are the faults of [runfile.Faults].
var kinds = map[string]kind{
	"early-fin":   {stream: earlyFIN},
	"reset":       {stream: reset},
	"gone":        {stream: gone},
	"silent":      {stream: silent},
	"bytewise":    {stream: bytewise, printed: true},
	"doubled":     {stream: doubled},
	"cut":         {stream: cut},
	"overlong":    {stream: overlongStream, datagram: overlongDatagram},
	"not-utf8":    {stream: notUTF8Stream, datagram: notUTF8Datagram},
	"slow-reader": {stream: slowReader, buffer: slowBuffer},
	"crowd":       {stream: crowd, nameless: true},
	"empty":       {datagram: emptyDatagram},
}

// speaks reports whether the fault is played over a protocol.
func (k kind) speaks(protocol wire.Protocol) bool {
	return protocol == wire.TCP && k.stream != nil || protocol == wire.UDP && k.datagram != nil
}

// play has the peer do what the fault is.
func (k kind) play(p *peer) error {
	if p.target.protocol == wire.UDP {
		socket, err := p.bind()
		if err != nil {
			return err
		}
		return k.datagram(p, socket)
	}
	conn, err := p.connect(k.buffer)
	if err != nil {
		return err
	}
	return k.stream(p, conn)
}
