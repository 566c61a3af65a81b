package wire_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"
	"time"

	"socketpairs/tools/wire"
)

func written(t testing.TB, packets []wire.Packet) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := wire.WritePcapng(&file, packets); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestPcapng(t *testing.T) {
	sent := []wire.Packet{
		{Time: time.Unix(1700000000, 123456789).UTC(), Data: []byte("fourteen bytes")},
		{Time: time.Unix(1700000001, 1).UTC(), Data: []byte("as Ethernet's header")},
	}
	t.Run("what was written is read, to the nanosecond", func(t *testing.T) {
		got, err := wire.ReadPcapng(bytes.NewReader(written(t, sent)))
		if err != nil || !reflect.DeepEqual(got, sent) {
			t.Errorf("got %v, %v", got, err)
		}
	})
	t.Run("no packets", func(t *testing.T) {
		got, err := wire.ReadPcapng(bytes.NewReader(written(t, nil)))
		if err != nil || len(got) != 0 {
			t.Errorf("got %v, %v", got, err)
		}
	})
	t.Run("the bytes are the same each time", func(t *testing.T) {
		for _, name := range recordings(t) {
			want, err := os.ReadFile(filepath.Join("testdata", name+".pcapng"))
			if err != nil || !bytes.Equal(written(t, recorded(t, name)), want) {
				t.Errorf("%s differs, or %v", name, err)
			}
		}
	})
	t.Run("nothing tells of this machine", func(t *testing.T) {
		file := written(t, nil)
		if bytes.Contains(file, []byte(runtime.GOOS)) || bytes.Contains(file, []byte(runtime.GOARCH)) {
			t.Errorf("%q", file)
		}
	})
	t.Run("a time before 1970 is an error", func(t *testing.T) {
		if err := wire.WritePcapng(new(bytes.Buffer), []wire.Packet{{}}); err == nil {
			t.Error("no error")
		}
	})
	t.Run("a file that is cut short is an error", func(t *testing.T) {
		file := written(t, sent)
		if _, err := wire.ReadPcapng(bytes.NewReader(file[:len(file)-5])); err == nil {
			t.Error("no error")
		}
	})
}

func FuzzReadPcapng(f *testing.F) {
	f.Add(written(f, packets(f, handshake()...)))
	f.Fuzz(func(t *testing.T, file []byte) {
		read, err := wire.ReadPcapng(bytes.NewReader(file))
		if err != nil {
			return
		}
		for i, packet := range read {
			if len(packet.Data) > len(file) {
				t.Errorf("packet %d is longer than the file", i)
			}
		}
	})
}
