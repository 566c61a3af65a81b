//go:build !linux

package netbox

import (
	"fmt"
	"runtime"
)

// Box is a private network; there are none on this system.
type Box struct{}

// Enter returns an error that wraps [ErrUnavailable]: network namespaces are
// a part of Linux.
func Enter() error { return unavailable() }

// Do returns an error that wraps [ErrUnavailable] and does not call fn.
func Do(func(*Box) error) error { return unavailable() }

// Orphans lists nothing.
func (*Box) Orphans() []int { return nil }

// Sockets returns an error that wraps [ErrUnavailable].
func (*Box) Sockets() ([]Socket, error) { return nil, unavailable() }

func unavailable() error {
	return fmt.Errorf("%w: network namespaces exist on Linux only, and this is %s",
		ErrUnavailable, runtime.GOOS)
}
