// Package netbox gives one run a private network: a fresh Linux network
// namespace that holds nothing but its own loopback interface. Two runs can
// then listen on the same port at the same time, no other program's packets
// mix with theirs, and what they leave behind (TIME_WAIT) ends with them. A
// box also has process ids of its own (pid_namespaces(7)), so that nothing
// that was started in it outlives it: not a child that was forgotten, and not
// even when this program is killed.
//
// It is no sandbox: files and users are those of the machine, and programs in
// a box have the rights that they would have outside, by hand. It starts no
// programs either; whoever runs inside a box starts them with os/exec, and the
// kernel puts them into the box of the thread that does so.
//
// On other systems, and where Linux does not allow it, Enter and Do return an
// error that wraps [ErrUnavailable] and says in plain words what is missing.
package netbox

import "errors"

// ErrUnavailable is wrapped by the errors of [Enter] and [Do] where this
// machine cannot give a run a network of its own.
var ErrUnavailable = errors.New("no private network here")

// MTU is the largest IP packet on a box's loopback interface, in bytes: that
// of Ethernet (RFC 894), not loopback's own 65536, so that a long write is cut
// into segments as it is on a real network.
const MTU = 1500
