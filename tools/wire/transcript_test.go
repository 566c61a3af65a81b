package wire_test

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"socketpairs/tools/wire"
)

// say is a conversation in which the client says one thing.
func say(protocol wire.Protocol, data string) []wire.Conversation {
	return []wire.Conversation{{
		Protocol: protocol,
		Client:   netip.MustParseAddrPort(client),
		Server:   netip.MustParseAddrPort(server),
		Turns:    []wire.Turn{{From: wire.Client, Data: []byte(data)}},
	}}
}

// said is the lines of the client in its transcript.
func said(protocol wire.Protocol, data string) string {
	conversations := say(protocol, data)
	text := wire.Transcript(conversations, wire.NamePorts(conversations, wire.LinuxPorts()))
	_, text, _ = strings.Cut(text, "\n")
	text, _, _ = strings.Cut(text, "client: ")
	return text
}

func TestTranscriptShowsAnyBytes(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"text", "hello, 세계", "> hello, 세계\n"},
		{"line ends", "a\r\nb\nc", "> a\\r\\n\n> b\\n\n> c\n"},
		{"a line end at the end", "a\n", "> a\\n\n"},
		{"a backslash before an n", `C:\new`, "> C:\\\\new\n"},
		{"a space at the end", "a ", "> a\\x20\n"},
		{"other bytes", "\x00\x7f\xff\t\u202e", "> \\x00\\x7f\\xff\\t\\xe2\\x80\\xae\n"},
		{"what looks like a named port", "{port 1} {portal}", "> \\x7bport 1} {portal}\n"},
		{"a named port", "I am " + client, "> I am 127.0.0.1:{port 1}\n"},
		{"what looks like a note", `\(empty datagram)`, "> \\\\(empty datagram)\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := said(wire.TCP, test.data); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	t.Run("a datagram is a line", func(t *testing.T) {
		if got := said(wire.UDP, "a\nb\n"); got != "> a\\nb\\n\n" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("an empty datagram", func(t *testing.T) {
		if got := said(wire.UDP, ""); got != "> \\(empty datagram)\n" {
			t.Errorf("got %q", got)
		}
	})
}

func TestTranscriptShortensLongTurns(t *testing.T) {
	long := strings.Repeat("x", 1024)
	t.Run("1024 bytes are shown", func(t *testing.T) {
		if got := said(wire.TCP, long); got != "> "+long+"\n" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("of 1025 the last is not", func(t *testing.T) {
		want := "> " + long + `\(1025 bytes in all, sha256 ` // and what sha256sum(1) says
		if got := said(wire.TCP, long+"y"); !strings.HasPrefix(got, want) {
			t.Errorf("got %q", got)
		}
	})
	t.Run("another byte beyond is another line", func(t *testing.T) {
		if said(wire.TCP, long+"y") == said(wire.TCP, long+"z") {
			t.Error("y and z are the same")
		}
	})
	t.Run("a port that the kernel chose makes no difference", func(t *testing.T) {
		for _, cut := range []int{0, 10, 14, 1000} { // before, across and after the limit
			text := long[:1024-cut] + " " + client + " " + long
			if got := said(wire.TCP, text); strings.Contains(got, "127.0.0.1:5") {
				t.Errorf("%d before the limit: %q", cut, got)
			}
		}
	})
}

// FuzzTranscript reads the bytes back from the transcript.
func FuzzTranscript(f *testing.F) {
	for _, data := range []string{"", "a\n \nb ", `\n\(\\x20`, "{port 1}\x00\xff\t", "세\xec\x84", client, "127.0.0.1:50000\n"} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data string) {
		if len(data) > 1024 || strings.Contains(data, "50000") {
			t.Skip("shortened, or renamed")
		}
		for _, protocol := range []wire.Protocol{wire.TCP, wire.UDP} {
			text := said(protocol, data)
			if got, err := readBack(text); err != nil || got != data {
				t.Errorf("%s: %q became %q, read back as %q, %v", protocol, data, text, got, err)
			}
		}
	})
}

// readBack undoes the quoting of the client's lines.
func readBack(text string) (string, error) {
	var data strings.Builder
	for line := range strings.Lines(text) {
		line, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> ")
		if !ok || strings.HasSuffix(line, " ") || strings.Contains(line, "{port ") {
			return "", fmt.Errorf("line %q", line)
		}
		if line == `\(empty datagram)` {
			continue
		}
		for line != "" {
			if line[0] != '\\' {
				data.WriteByte(line[0])
				line = line[1:]
				continue
			}
			value, _, tail, err := strconv.UnquoteChar(line, 0)
			if err != nil {
				return "", fmt.Errorf("%q: %w", line, err)
			}
			data.WriteByte(byte(value))
			line = tail
		}
	}
	return data.String(), nil
}
