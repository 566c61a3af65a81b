package netbox

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

const loopback = "lo"

// setUpLoopback makes the loopback interface of the calling thread's namespace
// look like a plain Ethernet and switches it on, upon which the kernel gives
// it 127.0.0.1/8 and ::1 (netdevice(7)).
func setUpLoopback() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if err := setMTU(fd); err != nil {
		return fmt.Errorf("set the MTU: %w", err)
	}
	// With offload the kernel hands packets of up to 64 KiB to the interface,
	// however small the MTU is.
	for _, offload := range []uint32{unix.ETHTOOL_STSO, unix.ETHTOOL_SGSO, unix.ETHTOOL_SGRO} {
		if err := switchOff(fd, offload); err != nil {
			return fmt.Errorf("switch offload %#x off: %w", offload, err)
		}
	}
	return bringUp(fd)
}

func setMTU(fd int) error {
	request, err := unix.NewIfreq(loopback)
	if err != nil {
		return err
	}
	request.SetUint32(MTU)
	return unix.IoctlIfreq(fd, unix.SIOCSIFMTU, request)
}

func bringUp(fd int) error {
	request, err := unix.NewIfreq(loopback)
	if err != nil {
		return err
	}
	if err := unix.IoctlIfreq(fd, unix.SIOCGIFFLAGS, request); err != nil {
		return err
	}
	request.SetUint16(request.Uint16() | unix.IFF_UP)
	return unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, request)
}

// switchOff sets one of ethtool's on-off settings to off. The structures are
// ethtool_value (linux/ethtool.h) and ifreq (netdevice(7)); x/sys/unix has the
// ioctl only for reading.
func switchOff(fd int, setting uint32) error {
	value := struct{ command, data uint32 }{setting, 0}
	request := struct {
		name  [unix.IFNAMSIZ]byte
		value unsafe.Pointer
		_     [16]byte // an ifreq is larger than this member of its union
	}{value: unsafe.Pointer(&value)}
	copy(request.name[:], loopback)
	_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.SIOCETHTOOL,
		uintptr(unsafe.Pointer(&request)))
	if errno != 0 {
		return errno
	}
	return nil
}
