package wire

import (
	"errors"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Recorder captures what passes the loopback interface of one network
// namespace, by a packet socket (packet(7)).
type Recorder struct {
	socket  *os.File // not blocking, so that Go's poller waits for it
	raw     syscall.RawConn
	device  int // the index of the loopback interface
	ring    *ring
	packets []Packet
	markers int           // how many of our own packets have come by
	failure error         // why the capture is not whole
	reading chan struct{} // closed when the reading goroutine has ended
}

// Record begins to capture. It must be called in the namespace that it is
// meant for, so in the function given to netbox.Do; Stop may be called
// anywhere. What is sent after Record has returned is captured.
func Record() (*Recorder, error) {
	r, err := openRecorder()
	if err != nil {
		return nil, fmt.Errorf("capture: %w", err)
	}
	go r.read()
	return r, nil
}

// Stop ends the capture and returns all packets that the kernel has received
// before the call, in its order, with checksums that are right. It returns an
// error, and no packets, if one was lost. To know what programs sent by
// themselves, stop before killing them: their end sends packets too.
func (r *Recorder) Stop() ([]Packet, error) {
	// The kernel takes some 20 ms to take a packet socket out of the paths of
	// all CPUs. Nobody needs to wait for that.
	defer func() { go r.close() }()
	if err := r.socket.SetReadDeadline(time.Unix(1, 0)); err != nil { // long past: wakes the reader
		return nil, fmt.Errorf("capture: %w", err)
	}
	<-r.reading
	if err := r.flush(); err != nil {
		return nil, fmt.Errorf("capture: %w", err)
	}
	stats, err := unix.GetsockoptTpacketStats(r.fd(), unix.SOL_PACKET, unix.PACKET_STATISTICS)
	switch {
	case err != nil:
		return nil, fmt.Errorf("capture: statistics: %w", err)
	case stats.Drops > 0:
		return nil, fmt.Errorf("capture: %d of %d packets lost", stats.Drops, stats.Packets)
	case r.failure != nil:
		return nil, fmt.Errorf("capture: %w", r.failure)
	}
	return r.packets, nil
}

func openRecorder() (*Recorder, error) {
	lo, err := net.InterfaceByName("lo")
	if err != nil {
		return nil, err
	}
	// With protocol 0 nothing is received until the socket is bound.
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	r := &Recorder{socket: os.NewFile(uintptr(fd), "capture"), device: lo.Index, reading: make(chan struct{})}
	if err := r.setUp(fd); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

func (r *Recorder) setUp(fd int) error {
	// Loopback shows a packet twice, as sent and as received.
	if err := unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_IGNORE_OUTGOING, 1); err != nil {
		return fmt.Errorf("ignore outgoing packets (Linux 4.20 or later): %w", err)
	}
	var err error
	if r.ring, err = newRing(fd); err != nil {
		return fmt.Errorf("packet ring: %w", err)
	}
	if r.raw, err = r.socket.SyscallConn(); err != nil {
		return err
	}
	address := &unix.SockaddrLinklayer{Protocol: networkOrder(unix.ETH_P_ALL), Ifindex: r.device}
	return unix.Bind(fd, address)
}

// read takes packets from the ring as they come, until Stop sets the deadline.
func (r *Recorder) read() {
	defer close(r.reading)
	for {
		err := r.raw.Read(func(uintptr) bool { return r.drain() > 0 })
		if err != nil {
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				r.failure = err
			}
			return
		}
	}
}

// drain takes all packets that are in the ring and returns how many of them
// are not our own markers.
func (r *Recorder) drain() int {
	foreign := 0
	for {
		frame, ok := r.ring.take()
		switch {
		case !ok:
			return foreign
		case isMarker(frame.data):
			r.markers++
			continue
		case len(frame.data) < frame.length:
			r.failure = fmt.Errorf("a packet of %d bytes does not fit in %d", frame.length, len(frame.data))
		case frame.unsummed:
			repairChecksum(frame.data)
		}
		r.packets = append(r.packets, Packet{frame.time, frame.data})
		foreign++
	}
}

// fd is the socket's descriptor. (File.Fd would make it blocking.)
func (r *Recorder) fd() int {
	descriptor := -1
	r.raw.Control(func(fd uintptr) { descriptor = int(fd) })
	return descriptor
}

func (r *Recorder) close() {
	if r.ring != nil {
		r.ring.close()
	}
	r.socket.Close()
}

// networkOrder turns a protocol number into the byte order that a link-layer
// address wants, on machines of either order.
func networkOrder(protocol uint16) uint16 {
	var bytes [2]byte
	bytes[0], bytes[1] = byte(protocol>>8), byte(protocol)
	return nativeUint16(bytes)
}
