package wire_test

import (
	"net/netip"
	"testing"

	"socketpairs/tools/wire"
)

// between is a conversation that nobody says anything in.
func between(client, server string) wire.Conversation {
	return wire.Conversation{
		Protocol: wire.TCP,
		Client:   netip.MustParseAddrPort(client),
		Server:   netip.MustParseAddrPort(server),
	}
}

func TestRename(t *testing.T) {
	names := wire.NamePorts([]wire.Conversation{
		between("127.0.0.1:54321", server),
		between("127.0.0.3:9157", server),
		between("[::1]:40000", "[::1]:8089"),
		between("127.0.0.1:54321", "127.0.0.2:8089"),
		between("127.0.0.1:60999", "127.0.0.1:50001"),
		between("127.0.0.1:61000", server),
	}, wire.LinuxPorts())
	for _, test := range []struct{ name, text, want string }{
		{"ports are numbered in order, each once", "127.0.0.1:54321 [::1]:40000 127.0.0.1:60999",
			"127.0.0.1:{port 1} [::1]:{port 2} 127.0.0.1:{port 3}"},
		{"a port that a program chose", "127.0.0.3:9157", "127.0.0.3:9157"},
		{"a port beyond the kernel's range", "127.0.0.1:61000", "127.0.0.1:61000"},
		{"a server's port, even in the range", "127.0.0.1:50001", "127.0.0.1:50001"},
		{"the same port at another address", "127.0.0.2:54321", "127.0.0.2:54321"},
		{"a number without its address", "port 54321, :54321", "port 54321, :54321"},
		{"a longer number", "127.0.0.1:543210", "127.0.0.1:543210"},
		{"a longer address", "1127.0.0.1:54321 1.127.0.0.1:54321", "1127.0.0.1:54321 1.127.0.0.1:54321"},
		{"in the middle of a sentence", "from=127.0.0.1:54321, then (127.0.0.1:54321).",
			"from=127.0.0.1:{port 1}, then (127.0.0.1:{port 1})."},
		{"as a dual-stack server sees it", "[::ffff:127.0.0.1]:54321", "[::ffff:127.0.0.1]:{port 1}"},
		{"no address at all", "12:34:56 [x]:1 ::", "12:34:56 [x]:1 ::"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := names.Rename(test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	t.Run("without names nothing changes", func(t *testing.T) {
		if got := (wire.Names{}).Rename(client); got != client {
			t.Errorf("got %q", got)
		}
	})
}
