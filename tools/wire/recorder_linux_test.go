package wire_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"golang.org/x/tools/txtar"

	"socketpairs/tools/need"
	"socketpairs/tools/netbox"
	"socketpairs/tools/wire"
)

// capture plays in a box of its own and returns its packets. On a machine
// without boxes it leaves the test out.
func capture(t *testing.T, play func() error) []wire.Packet {
	t.Helper()
	var packets []wire.Packet
	err := netbox.Do(func(*netbox.Box) (err error) {
		packets, err = nested(play)
		return err
	})
	if errors.Is(err, netbox.ErrUnavailable) {
		need.Skip(t, "capture not verified: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return packets
}

func TestRecorder(t *testing.T) {
	var played []string
	for _, s := range scenarios() {
		played = append(played, s.name)
		t.Run(s.name, func(t *testing.T) {
			packets := capture(t, s.play)
			got := describe(t, packets)
			if *update {
				rewrite(t, s.name, packets, got)
			}
			checkChecksums(t, packets)
			// Of the ladder, times and acknowledgments vary.
			if want := golden(t, s.name); !bytes.Equal(got.Files[0].Data, want.Files[0].Data) {
				t.Errorf("got\n%s\nwant\n%s", got.Files[0].Data, want.Files[0].Data)
			}
		})
	}
	slices.Sort(played)
	if names := recordings(t); !slices.Equal(names, played) {
		t.Errorf("testdata has %q, we play %q", names, played)
	}
}

func checkChecksums(t *testing.T, packets []wire.Packet) {
	t.Helper()
	for i, packet := range packets {
		decoded := gopacket.NewPacket(packet.Data, layers.LayerTypeEthernet, gopacket.Default)
		for _, layer := range decoded.Layers() {
			covering, ok := layer.(interface {
				SetNetworkLayerForChecksum(gopacket.NetworkLayer) error
			})
			if ok && covering.SetNetworkLayerForChecksum(decoded.NetworkLayer()) != nil {
				t.Errorf("packet %d: no network layer", i)
			}
		}
		err, bad := decoded.VerifyChecksums()
		if err != nil || len(bad) > 0 {
			t.Errorf("packet %d: %v, %v", i, err, bad)
		}
	}
}

func rewrite(t *testing.T, name string, packets []wire.Packet, description *txtar.Archive) {
	t.Helper()
	var file bytes.Buffer
	if err := wire.WritePcapng(&file, packets); err != nil {
		t.Fatal(err)
	}
	for suffix, data := range map[string][]byte{
		".pcapng": file.Bytes(),
		".txtar":  txtar.Format(description),
	} {
		if err := os.WriteFile(filepath.Join("testdata", name+suffix), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("rewrote testdata/%s", name)
}

func TestRecorderOfALongTransfer(t *testing.T) {
	sent := pattern(1 << 20)
	packets := capture(t, func() error { return transfer(sent) })
	t.Run("no frame is longer than Ethernet's", func(t *testing.T) {
		for i, packet := range packets {
			if len(packet.Data) > netbox.MTU+14 {
				t.Fatalf("packet %d has %d bytes", i, len(packet.Data))
			}
		}
	})
	t.Run("the stream is what was sent", func(t *testing.T) {
		conversations := wire.Conversations(wire.Segments(packets))
		if len(conversations) != 1 || !bytes.Equal(conversations[0].Stream(wire.Client), sent) {
			t.Errorf("got %d conversations, or another stream", len(conversations))
		}
	})
}

func TestRecorderTwiceInOneBox(t *testing.T) {
	first := capture(t, func() error {
		packets, err := nested(refused)
		if len(packets) != 2 {
			t.Errorf("a SYN and a RST: %d packets", len(packets))
		}
		return err
	})
	if len(first) != 2 {
		t.Errorf("the outer capture has %d packets", len(first))
	}
}

// nested captures in the box that we are in.
func nested(play func() error) ([]wire.Packet, error) {
	recorder, err := wire.Record()
	if err != nil {
		return nil, err
	}
	played := play()
	packets, err := recorder.Stop()
	return packets, errors.Join(played, err)
}
