package netbox

import (
	"bytes"
	"os"

	"golang.org/x/sys/unix"
)

// handNothingOn makes sure that programs which the calling thread starts get
// none of the capabilities that Enter has gained: with an empty inheritable
// set the ambient set is empty, too (capabilities(7)). Root's programs have
// root's rights, as by hand.
func handNothingOn() error {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var sets [2]unix.CapUserData // for 64 capabilities
	if err := unix.Capget(&header, &sets[0]); err != nil {
		return err
	}
	for i := range sets {
		sets[i].Inheritable = 0
	}
	return unix.Capset(&header, &sets[0])
}

// portsFile holds the first port that needs no right to be bound (ip(7)), of
// the network of the thread that opens it.
const portsFile = "/proc/sys/net/ipv4/ip_unprivileged_port_start"

func unprivilegedPorts() []byte {
	text, _ := os.ReadFile(portsFile) // a kernel older than 4.11 has none
	return text
}

// allowPorts gives a new network the machine's rule about ports, which is
// 1024 unless somebody has changed it. Where it cannot be written, fewer ports
// can be bound than outside, which a program that fails will say.
func allowPorts(machine []byte) {
	if !bytes.Equal(machine, unprivilegedPorts()) {
		_ = os.WriteFile(portsFile, machine, 0)
	}
}
