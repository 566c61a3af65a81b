package wire_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"socketpairs/tools/need"
	"socketpairs/tools/wire"
)

// tshark runs Wireshark's command on a capture of testdata. Where there is
// none the test is left out.
func tshark(t *testing.T, name string, arguments ...string) string {
	t.Helper()
	program, err := exec.LookPath("tshark")
	if err != nil {
		need.Skip(t, "agreement with Wireshark not verified: %v", err)
	}
	file := filepath.Join("testdata", name+".pcapng")
	command := exec.Command(program, append([]string{"-n", "-r", file}, arguments...)...)
	home := t.TempDir() // not somebody's preferences
	command.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "WIRESHARK_CONFIG_DIR="+home)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, stderr.Bytes())
	}
	return string(output)
}

// In all that Wireshark says of a segment, we say the same; and it finds each
// checksum good (1, where 0 is bad and 2 not checked).
func TestWiresharkAgreesOnSegments(t *testing.T) {
	for _, name := range recordings(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := tshark(t, name, "-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE",
				"-Y", "(tcp || udp) && !icmp && !icmpv6", "-T", "fields", "-e", "frame.number",
				"-e", "tcp.stream", "-e", "tcp.seq", "-e", "tcp.ack", "-e", "tcp.window_size", "-e", "tcp.len",
				"-e", "tcp.checksum.status", "-e", "udp.stream", "-e", "udp.length", "-e", "udp.checksum.status")
			var got strings.Builder
			for _, s := range wire.Segments(recorded(t, name)) {
				switch s.Protocol {
				case wire.TCP:
					fmt.Fprintf(&got, "%d\t%d\t%d\t%d\t%d\t%d\t1\t\t\t\n",
						s.Packet+1, s.Conversation, s.Seq, s.Ack, s.Window, len(s.Payload))
				case wire.UDP:
					fmt.Fprintf(&got, "%d\t\t\t\t\t\t\t%d\t%d\t1\n",
						s.Packet+1, s.Conversation, udpHeader+len(s.Payload))
				}
			}
			if got.String() != want {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
		})
	}
}

const udpHeader = 8 // bytes (RFC 768)

func TestWiresharkFollowsTheSameStreams(t *testing.T) {
	for _, name := range recordings(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, c := range wire.Conversations(wire.Segments(recorded(t, name))) {
				if c.Protocol != wire.TCP || len(c.Turns) == 0 {
					continue
				}
				streams := followed(tshark(t, name, "-q", "-z", fmt.Sprintf("follow,tcp,raw,%d", i)))
				for _, side := range []wire.Side{wire.Client, wire.Server} {
					if got := c.Stream(side); !bytes.Equal(got, streams[side]) {
						t.Errorf("connection %d, %v: got %q, want %q", i, side, got, streams[side])
					}
				}
			}
		})
	}
}

// followed reads what "follow,tcp,raw" prints: a head of six lines, then a line
// of hexadecimal digits a segment, those of Node 1 behind a tab, then a rule.
// Node 0 is the client.
func followed(output string) [2][]byte {
	var streams [2][]byte
	for _, line := range strings.Split(output, "\n") {
		side := wire.Client
		if rest, ok := strings.CutPrefix(line, "\t"); ok {
			side, line = wire.Server, rest
		}
		data, err := hex.DecodeString(line)
		if err != nil {
			continue // the head or the rule
		}
		streams[side] = append(streams[side], data...)
	}
	return streams
}
