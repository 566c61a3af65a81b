package wire

import (
	"encoding/binary"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// ring is memory that we share with the kernel, which puts each packet into
// the next free slot (packet_mmap in the kernel's documentation, TPACKET_V2).
// Unlike a socket's receive buffer, its size is not limited by a sysctl: a
// program that sends a megabyte at once cannot outrun a reader that has to
// wait for its turn.
type ring struct {
	memory []byte
	next   int // the slot that the kernel fills next, once it is free
}

const (
	slotSize  = 2048 // a frame of 1514 bytes and the kernel's header
	blockSize = 1 << 16
	slots     = 4096 // 8 MiB
)

// frame is a packet as it stood in a slot.
type frame struct {
	time     time.Time
	data     []byte // a copy
	length   int    // on the wire; data is shorter if the slot was too small
	unsummed bool   // the checksum was left to a network card that is not there
}

func newRing(fd int) (*ring, error) {
	if err := unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_VERSION, unix.TPACKET_V2); err != nil {
		return nil, err
	}
	layout := unix.TpacketReq{
		Block_size: blockSize,
		Block_nr:   slots * slotSize / blockSize,
		Frame_size: slotSize,
		Frame_nr:   slots,
	}
	if err := unix.SetsockoptTpacketReq(fd, unix.SOL_PACKET, unix.PACKET_RX_RING, &layout); err != nil {
		return nil, err
	}
	memory, err := unix.Mmap(fd, 0, slots*slotSize, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	return &ring{memory: memory}, nil
}

// take returns the next packet, if there is one, and frees its slot.
func (r *ring) take() (frame, bool) {
	slot := r.memory[r.next*slotSize:][:slotSize]
	header := (*unix.Tpacket2Hdr)(unsafe.Pointer(&slot[0]))
	// The status is what the kernel and we take turns by: the rest of the slot
	// may be read only after it, and given back only with it.
	status := atomic.LoadUint32(&header.Status)
	if status&unix.TP_STATUS_USER == 0 {
		return frame{}, false
	}
	taken := frame{
		time:     time.Unix(int64(header.Sec), int64(header.Nsec)),
		data:     append([]byte(nil), slot[header.Mac:][:header.Snaplen]...),
		length:   int(header.Len),
		unsummed: status&unix.TP_STATUS_CSUMNOTREADY != 0,
	}
	atomic.StoreUint32(&header.Status, unix.TP_STATUS_KERNEL)
	r.next = (r.next + 1) % slots
	return taken, true
}

func (r *ring) close() { unix.Munmap(r.memory) }

func nativeUint16(bytes [2]byte) uint16 { return binary.NativeEndian.Uint16(bytes[:]) }
