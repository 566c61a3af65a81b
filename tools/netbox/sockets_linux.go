package netbox

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// socketTable asks the kernel for the sockets of the namespace that it was
// opened in (sock_diag(7)). It may be used from any thread.
type socketTable struct {
	mu       sync.Mutex
	fd       int
	sequence uint32
}

// answerTime limits the wait for the kernel's answer, which normally stands in
// the socket's queue before the request's system call returns.
const answerTime = 5 * time.Second

func openSocketTable() (*socketTable, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_INET_DIAG)
	if err != nil {
		return nil, err
	}
	limit := unix.NsecToTimeval(answerTime.Nanoseconds())
	if err := unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &limit); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return &socketTable{fd: fd}, nil
}

func (t *socketTable) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	unix.Close(t.fd)
	t.fd = -1 // a late caller gets EBADF, not somebody else's file
}

// list asks for each protocol and family by itself, as the kernel wants it.
func (t *socketTable) list() ([]Socket, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all []Socket
	for _, protocol := range []uint8{unix.IPPROTO_TCP, unix.IPPROTO_UDP} {
		for _, family := range []uint8{unix.AF_INET, unix.AF_INET6} {
			sockets, err := t.dump(family, protocol)
			if err != nil {
				return nil, fmt.Errorf("socket table: %w", err)
			}
			all = append(all, sockets...)
		}
	}
	return all, nil
}

func (t *socketTable) dump(family, protocol uint8) ([]Socket, error) {
	t.sequence++
	request := diagRequest(t.sequence, family, protocol)
	if err := unix.Sendto(t.fd, request, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return nil, err
	}
	var sockets []Socket
	buffer := make([]byte, 1<<16) // the kernel fills at most 32 KiB at a time
	for {
		n, err := receive(t.fd, buffer)
		if err != nil {
			return nil, err
		}
		more, done, err := parseAnswer(buffer[:n], t.sequence, protocol)
		if err != nil {
			return nil, err
		}
		sockets = append(sockets, more...)
		if done {
			return sockets, nil
		}
	}
}

func receive(fd int, buffer []byte) (int, error) {
	for {
		n, _, err := unix.Recvfrom(fd, buffer, 0)
		if err != unix.EINTR {
			return n, err
		}
	}
}

// diagRequest is a netlink header and an inet_diag_req_v2 (linux/inet_diag.h)
// for all sockets of a family and protocol, in any state.
func diagRequest(sequence uint32, family, protocol uint8) []byte {
	const length = unix.SizeofNlMsghdr + 56
	request := make([]byte, 0, length)
	request = binary.NativeEndian.AppendUint32(request, length)
	request = binary.NativeEndian.AppendUint16(request, unix.SOCK_DIAG_BY_FAMILY)
	request = binary.NativeEndian.AppendUint16(request, unix.NLM_F_REQUEST|unix.NLM_F_DUMP)
	request = binary.NativeEndian.AppendUint32(request, sequence)
	request = binary.NativeEndian.AppendUint32(request, 0) // our port: the kernel fills it in
	request = append(request, family, protocol, 0, 0)
	request = binary.NativeEndian.AppendUint32(request, ^uint32(0)) // states
	return request[:length]                                         // the rest, the address to match, is zero
}

// parseAnswer reads one datagram of the answer to the request with that
// sequence number; done says that it was the last. Messages that belong to an
// earlier request, one that was given up, are passed over.
func parseAnswer(datagram []byte, sequence uint32, protocol uint8) (sockets []Socket, done bool, err error) {
	messages, err := syscall.ParseNetlinkMessage(datagram)
	if err != nil {
		return nil, false, fmt.Errorf("netlink message of %d bytes: %w", len(datagram), err)
	}
	for _, message := range messages {
		if message.Header.Seq != sequence {
			continue
		}
		switch message.Header.Type {
		case unix.NLMSG_DONE:
			return sockets, true, nil
		case unix.NLMSG_ERROR:
			return nil, false, netlinkError(message.Data)
		case unix.SOCK_DIAG_BY_FAMILY:
			socket, err := parseSocket(message.Data, protocol)
			if err != nil {
				return nil, false, err
			}
			sockets = append(sockets, socket)
		}
	}
	return sockets, false, nil
}

func netlinkError(data []byte) error {
	if len(data) < 4 {
		return fmt.Errorf("netlink error of %d bytes", len(data))
	}
	return unix.Errno(-int32(binary.NativeEndian.Uint32(data)))
}

// parseSocket reads an inet_diag_msg (linux/inet_diag.h): ports and addresses
// in network byte order, everything else in the machine's.
func parseSocket(data []byte, protocol uint8) (Socket, error) {
	const size = 72
	if len(data) < size {
		return Socket{}, fmt.Errorf("inet_diag message of %d bytes, want %d", len(data), size)
	}
	end := func(port, address int) netip.AddrPort {
		ip := netip.AddrFrom16([16]byte(data[address : address+16])).Unmap()
		if data[0] == unix.AF_INET {
			ip = netip.AddrFrom4([4]byte(data[address : address+4]))
		}
		return netip.AddrPortFrom(ip, binary.BigEndian.Uint16(data[port:]))
	}
	name := map[uint8]string{unix.IPPROTO_TCP: "tcp", unix.IPPROTO_UDP: "udp"}[protocol]
	return Socket{
		Protocol:     name,
		State:        State(data[1]),
		Local:        end(4, 8),
		Remote:       end(6, 24),
		ReceiveQueue: binary.NativeEndian.Uint32(data[56:]),
		SendQueue:    binary.NativeEndian.Uint32(data[60:]),
	}, nil
}
