package wire_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"socketpairs/tools/netbox"
	"socketpairs/tools/wire"
)

// update makes the tests on Linux capture each scenario anew and write what
// they find to testdata: a pcapng file, and what we say of it.
var update = flag.Bool("update", false, "rewrite testdata")

func TestMain(m *testing.M) {
	netbox.Enter() // where it fails, the tests that capture say why
	os.Exit(m.Run())
}

// describe is all that the package says of a capture.
func describe(t *testing.T, packets []wire.Packet) *txtar.Archive {
	t.Helper()
	segments := wire.Segments(packets)
	conversations := wire.Conversations(segments)
	names := wire.NamePorts(conversations, wire.LinuxPorts())
	var ladder strings.Builder
	if err := wire.Ladder(&ladder, segments, names); err != nil {
		t.Fatal(err)
	}
	return &txtar.Archive{Files: []txtar.File{
		{Name: "transcript", Data: []byte(wire.Transcript(conversations, names))},
		{Name: "ladder", Data: []byte(ladder.String())},
	}}
}

// golden reads what testdata says of a scenario.
func golden(t *testing.T, name string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

func recorded(t testing.TB, name string) []wire.Packet {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name+".pcapng"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packets, err := wire.ReadPcapng(file)
	if err != nil {
		t.Fatal(err)
	}
	return packets
}

func TestRecordedCaptures(t *testing.T) {
	for _, name := range recordings(t) {
		t.Run(name, func(t *testing.T) {
			got := txtar.Format(describe(t, recorded(t, name)))
			if want := txtar.Format(golden(t, name)); !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// recordings lists testdata: each pcapng file goes with a txtar file.
func recordings(t *testing.T) []string {
	t.Helper()
	stems := map[string][]string{}
	for _, suffix := range []string{".pcapng", ".txtar"} {
		files, err := filepath.Glob(filepath.Join("testdata", "*"+suffix))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			stems[suffix] = append(stems[suffix], strings.TrimSuffix(filepath.Base(file), suffix))
		}
	}
	if names := stems[".pcapng"]; len(names) == 0 || !slices.Equal(names, stems[".txtar"]) {
		t.Fatalf("captures %q, goldens %q", names, stems[".txtar"])
	}
	return stems[".pcapng"]
}
