package netbox

import (
	"encoding/binary"
	"errors"
	"testing"

	"golang.org/x/sys/unix"
)

// message is a netlink message as the kernel would send it.
func message(kind uint16, sequence uint32, data []byte) []byte {
	m := binary.NativeEndian.AppendUint32(nil, uint32(unix.SizeofNlMsghdr+len(data)))
	m = binary.NativeEndian.AppendUint16(m, kind)
	m = binary.NativeEndian.AppendUint16(m, 0)
	m = binary.NativeEndian.AppendUint32(m, sequence)
	m = binary.NativeEndian.AppendUint32(m, 0)
	return append(m, data...)
}

// After the box has ended, the number of its file may be somebody else's.
func TestClosedTableIsNobodysFile(t *testing.T) {
	table, err := openSocketTable()
	if err != nil {
		t.Fatal(err)
	}
	table.close()
	again, err := openSocketTable() // has the same number
	if err != nil {
		t.Fatal(err)
	}
	defer again.close()
	if _, err := table.list(); !errors.Is(err, unix.EBADF) {
		t.Errorf("the closed table answers: %v", err)
	}
}

func TestParseAnswer(t *testing.T) {
	row := make([]byte, 72)
	row[0], row[1] = unix.AF_INET, byte(Listen)
	copy(row[4:], []byte{0x1f, 0x99, 0, 0, 127, 0, 0, 1})
	good := message(unix.SOCK_DIAG_BY_FAMILY, 7, row)
	end := message(unix.NLMSG_DONE, 7, make([]byte, 4))

	t.Run("a row and the end", func(t *testing.T) {
		sockets, done, err := parseAnswer(append(good, end...), 7, unix.IPPROTO_TCP)
		if err != nil || !done || len(sockets) != 1 || sockets[0].Local.String() != "127.0.0.1:8089" {
			t.Errorf("got %v, %v, %v", sockets, done, err)
		}
	})
	t.Run("the end of an earlier answer", func(t *testing.T) {
		if _, done, err := parseAnswer(end, 8, unix.IPPROTO_TCP); done || err != nil {
			t.Errorf("got %v, %v", done, err)
		}
	})
	t.Run("a row cut short anywhere is an error or nothing", func(t *testing.T) {
		for length := range good {
			sockets, _, err := parseAnswer(good[:length], 7, unix.IPPROTO_TCP)
			if len(sockets) > 0 || length >= unix.SizeofNlMsghdr && err == nil {
				t.Errorf("%d bytes: %v, %v", length, sockets, err)
			}
		}
	})
	t.Run("a row shorter than its structure is an error", func(t *testing.T) {
		short := message(unix.SOCK_DIAG_BY_FAMILY, 7, row[:68])
		if _, _, err := parseAnswer(short, 7, unix.IPPROTO_TCP); err == nil {
			t.Error("no error")
		}
	})
	t.Run("the kernel's error", func(t *testing.T) {
		refusal := message(unix.NLMSG_ERROR, 7, binary.NativeEndian.AppendUint32(nil, ^uint32(unix.EPERM)+1))
		if _, _, err := parseAnswer(refusal, 7, unix.IPPROTO_TCP); err != unix.EPERM {
			t.Errorf("got %v", err)
		}
	})
	t.Run("an error cut short", func(t *testing.T) {
		if _, _, err := parseAnswer(message(unix.NLMSG_ERROR, 7, nil), 7, unix.IPPROTO_TCP); err == nil {
			t.Error("no error")
		}
	})
}

func FuzzParseAnswer(f *testing.F) {
	f.Add(message(unix.SOCK_DIAG_BY_FAMILY, 7, make([]byte, 72)))
	f.Fuzz(func(t *testing.T, datagram []byte) {
		parseAnswer(datagram, 7, unix.IPPROTO_UDP)
	})
}

func TestStateNames(t *testing.T) {
	for state, want := range map[State]string{
		Established: "ESTABLISHED", Listen: "LISTEN", Closed: "CLOSE", TimeWait: "TIME_WAIT", 0: "state 0", 200: "state 200",
	} {
		if got := state.String(); got != want {
			t.Errorf("state %d: %s, want %s", uint8(state), got, want)
		}
	}
}
