package fault

import "socketpairs/tools/wire"

// kind is how a scripted peer plays a fault: over TCP, over UDP, or both; nil
// where it makes no sense.
type kind struct {
	stream   func(*peer) error
	datagram func(*peer) error

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
	"slow-reader": {stream: slowReader},
	"crowd":       {stream: crowd, nameless: true},
	"empty":       {datagram: emptyDatagram},
}

// over returns how the fault is played over a protocol.
func (k kind) over(protocol wire.Protocol) func(*peer) error {
	if protocol == wire.UDP {
		return k.datagram
	}
	return k.stream
}
