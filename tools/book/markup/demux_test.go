package markup

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestParseDemux(t *testing.T) {
	body := strings.SplitAfter("127.0.0.2:9157 = P3 on A\n\n[::1]:{port 1} = P2\n127.0.0.1:80 <- 127.0.0.2:9157 = P4 on B\n", "\n")
	got, err := parseCell("demux", body, 7)
	want := DemuxCell{[]Socket{
		{Local: "127.0.0.2:9157", Name: "P3", Host: "A", Line: 7},
		{Local: "[::1]:{port 1}", Name: "P2", Line: 9},
		{Local: "127.0.0.1:80", Peer: "127.0.0.2:9157", Name: "P4", Host: "B", Line: 10},
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestFaultyDemux(t *testing.T) {
	for _, test := range []struct {
		name, info, body, want string
		line                   int // 0 if the cell's own line is the place
	}{
		{"not a socket", "demux", "127.0.0.1 = P3\n", `"127.0.0.1 = P3" is not a socket; write: `, 5},
		{"a name of two words", "demux", "127.0.0.1:1 = P3 of A\n", "is not a socket", 5},
		{"an arrow that goes the other way", "demux", "127.0.0.1:1 -> 127.0.0.1:2 = P3\n", "is not a socket", 5},
		{"a socket twice", "demux", "127.0.0.1:1 = P3\n127.0.0.1:1 = P4\n", "has a name already", 6},
		{"a client without a name", "demux", "127.0.0.1:1 = P3\n127.0.0.1:2 <- 127.0.0.1:3 = P4\n", "the client 127.0.0.1:3 has no name", 6},
		{"no server", "demux", "127.0.0.1:1 = P3\n", "without a server's sockets", 0},
		{"nothing", "demux", "", "without a server's sockets", 0},
		{"a word too many", "demux all", "127.0.0.1:1 = P3\n", "takes no words", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := parseCell(test.info, strings.SplitAfter(test.body, "\n"), 5)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got the error %v; want one that says %q", err, test.want)
			}
			var placed *lineError
			if errors.As(err, &placed); placed == nil && test.line != 0 || placed != nil && placed.line != test.line {
				t.Errorf("the error's place is %+v, want line %d", placed, test.line)
			}
		})
	}
}
