package runfile

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestParseReady(t *testing.T) {
	for line, want := range map[string]string{
		"listening on 127.0.0.1:8089":                          "{tcp [127.0.0.1:8089] invalid AddrPort} <nil>",
		"listening on 127.0.0.1:8080 and 127.0.0.1:8089":       "{tcp [127.0.0.1:8080 127.0.0.1:8089] invalid AddrPort} <nil>",
		"listening on [::1]:8089":                              "{tcp [[::1]:8089] invalid AddrPort} <nil>",
		"bound to 127.0.0.1:8080":                              "{udp [127.0.0.1:8080] invalid AddrPort} <nil>",
		"bound to 127.0.0.1:8080, connected to 127.0.0.2:9157": "{udp [127.0.0.1:8080] 127.0.0.2:9157} <nil>",
		"bound to 127.0.0.1:8080, connected to nobody":         `{udp [] invalid AddrPort} "nobody" is no address with a port`,
		"bound to a port":                                      `{udp [] invalid AddrPort} "a port" is no address with a port`,
		"listening on 127.0.0.1:8089 now":                      `{tcp [] invalid AddrPort} "127.0.0.1:8089 now" is no address with a port`,
		"server listening on 127.0.0.1:80":                     `{ [] invalid AddrPort} "server listening on 127.0.0.1:80" does not begin with listening on or bound to`,
	} {
		ready, err := ParseReady(line)
		if got := fmt.Sprintf("%v %v", ready, err); got != want {
			t.Errorf("%q: got %s, want %s", line, got, want)
		}
	}
}

// TestGuideShowsReadyLines wants the guide's ready lines to be read as such,
// and each beginning of one to be among them.
func TestGuideShowsReadyLines(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "\n| line | what it says |\n|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	for row := range strings.Lines(table) {
		line := strings.Split(row, "`")[1]
		if _, err := ParseReady(line); err != nil {
			t.Error(err)
		}
	}
	for _, beginning := range readyBeginnings {
		if !strings.Contains(table, "| `"+beginning.words) {
			t.Errorf("no line of the guide begins with %q", beginning.words)
		}
	}
}
