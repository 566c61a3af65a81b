package netbox

import (
	"fmt"
	"net/netip"
)

// Socket is one row of the kernel's socket table, as ss(8) shows it.
type Socket struct {
	Protocol string         // "tcp" or "udp"
	State    State          // of a UDP socket only Established (connected) or Closed
	Local    netip.AddrPort // IPv4-mapped addresses are given as IPv4
	Remote   netip.AddrPort // the unspecified address and port 0 if it has no peer

	// ReceiveQueue is the number of bytes that the program has not yet read.
	// A socket in state Listen holds connections instead: those that are
	// complete and wait to be accepted.
	ReceiveQueue uint32

	// SendQueue is the number of bytes that the peer has not yet
	// acknowledged. For a socket in state Listen it is the backlog.
	SendQueue uint32
}

// State is a socket's state, numbered as in Linux's include/net/tcp_states.h.
type State uint8

// The states of RFC 9293, section 3.3.2, with Linux's numbers. A UDP socket
// that is bound but not connected is in state Closed.
const (
	Established State = 1 + iota
	SynSent
	SynReceived
	FinWait1
	FinWait2
	TimeWait
	Closed
	CloseWait
	LastAck
	Listen
	Closing
	NewSynReceived // a connection request that the kernel keeps outside the listener
)

// String gives the state's name as ss(8) and netstat(8) write it.
func (s State) String() string {
	names := [...]string{
		Established: "ESTABLISHED", SynSent: "SYN_SENT", SynReceived: "SYN_RECV",
		FinWait1: "FIN_WAIT1", FinWait2: "FIN_WAIT2", TimeWait: "TIME_WAIT",
		Closed: "CLOSE", CloseWait: "CLOSE_WAIT", LastAck: "LAST_ACK",
		Listen: "LISTEN", Closing: "CLOSING", NewSynReceived: "NEW_SYN_RECV",
	}
	if int(s) >= len(names) || names[s] == "" {
		return fmt.Sprintf("state %d", uint8(s))
	}
	return names[s]
}
