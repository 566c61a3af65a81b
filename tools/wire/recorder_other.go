//go:build !linux

package wire

import (
	"fmt"
	"runtime"

	"socketpairs/tools/netbox"
)

// Recorder captures packets; it cannot on this system.
type Recorder struct{}

// Record returns an error that wraps [netbox.ErrUnavailable]: packet sockets
// are a part of Linux.
func Record() (*Recorder, error) { return nil, unavailable() }

// Stop returns an error that wraps [netbox.ErrUnavailable].
func (*Recorder) Stop() ([]Packet, error) { return nil, unavailable() }

func unavailable() error {
	return fmt.Errorf("%w: packets are captured on Linux only, and this is %s",
		netbox.ErrUnavailable, runtime.GOOS)
}
