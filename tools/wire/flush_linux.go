package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// markerType is the EtherType for local experiments (IEEE 802, RFC 9542
// section 2.4). The kernel has no protocol for it and drops such packets after
// the capture has seen them.
const markerType = 0x88b5

const (
	headerSize  = 14 // of an Ethernet frame
	flushRounds = 8
	markerTime  = 5 * time.Second
)

// flush makes sure that we have all that was sent so far. A loopback packet is
// not received in the system call that sends it: it waits in a queue that each
// CPU has, on a busy machine for some time. So we send a marker through each
// of these queues and wait until they come out. A packet before a marker may
// have made the kernel answer behind it; hence again, until only markers came.
func (r *Recorder) flush() error {
	for range flushRounds {
		sent, err := r.sendMarkers()
		if err != nil {
			return err
		}
		foreign, err := r.awaitMarkers(sent)
		if err != nil || foreign == 0 {
			return err
		}
	}
	return nil // programs are still talking: we have what was sent before the call
}

// sendMarkers sends one from each CPU that this program may use, and so the
// programs that it started, and returns how many they were.
func (r *Recorder) sendMarkers() (int, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var all unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		return 0, fmt.Errorf("CPUs: %w", err)
	}
	defer unix.SchedSetaffinity(0, &all)
	sent := 0
	for cpu := 0; sent < all.Count(); cpu++ {
		if !all.IsSet(cpu) {
			continue
		}
		var one unix.CPUSet
		one.Set(cpu)
		if err := unix.SchedSetaffinity(0, &one); err != nil {
			return sent, fmt.Errorf("CPU %d: %w", cpu, err)
		}
		if err := r.sendMarker(); err != nil {
			return sent, fmt.Errorf("marker: %w", err)
		}
		sent++
	}
	return sent, nil
}

func (r *Recorder) sendMarker() error {
	marker := make([]byte, 60) // the least that Ethernet has
	binary.BigEndian.PutUint16(marker[12:], markerType)
	to := &unix.SockaddrLinklayer{Protocol: networkOrder(markerType), Ifindex: r.device, Halen: 6}
	return unix.Sendto(r.fd(), marker, 0, to)
}

func isMarker(data []byte) bool {
	return len(data) >= headerSize && binary.BigEndian.Uint16(data[12:]) == markerType
}

// awaitMarkers drains the ring until that many markers have come, and returns
// how many other packets came with them.
func (r *Recorder) awaitMarkers(sent int) (foreign int, err error) {
	deadline := time.Now().Add(markerTime)
	for {
		foreign += r.drain()
		if r.markers >= sent {
			r.markers -= sent
			return foreign, nil
		}
		left := time.Until(deadline)
		if left <= 0 {
			return foreign, errors.New("packets are stuck in the kernel's queues")
		}
		ready := []unix.PollFd{{Fd: int32(r.fd()), Events: unix.POLLIN}}
		if _, err := unix.Poll(ready, int(left.Milliseconds())+1); err != nil && err != unix.EINTR {
			return foreign, err
		}
	}
}
