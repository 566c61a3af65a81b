package book

import (
	"os"
	"strings"
	"testing"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/wire"
)

// recordedAs is a lesson whose run is a capture of package wire's tests: its
// client and its server, which says where it waits.
func recordedAs(t *testing.T, capture, ready string) *Lesson {
	t.Helper()
	data, err := os.ReadFile("../wire/testdata/" + capture + ".pcapng")
	if err != nil {
		t.Fatal(err)
	}
	trace, err := wire.ReadCapture(data)
	if err != nil {
		t.Fatal(err)
	}
	return &Lesson{Path: helloText, Run: &Run{
		Trace: trace,
		File: runfile.File{
			Recording: &Recording{Outputs: []Output{{Name: "server", Text: ready + "\n"}, {Name: "client", Text: "done\n"}}},
			Commands:  []Command{Start{Role: "server", Name: "server"}, Start{Role: "client", Name: "client"}},
		},
	}}
}

const (
	listening = "listening on 127.0.0.1:8089"
	bound     = "bound to 127.0.0.1:8089"
)

func TestArrowsAreWhatThePacketsShow(t *testing.T) {
	for _, c := range []struct{ capture, ready, calls, missing string }{
		{"exchange", listening, "client server SYN, SYN-ACK, ACK; client server 45 bytes; server client 37 bytes, then FIN", ""},
		{"exchange", listening, "server client SYN, SYN-ACK, ACK", "a handshake"},
		{"exchange", listening, "client server 26 and 19 bytes", ""},
		{"exchange", listening, "client server 19 and 26 bytes", "19 bytes"},
		{"exchange", listening, "client server 44 bytes", "44 bytes"},
		{"exchange", listening, "client server three lines", ""},
		{"exchange", listening, "client server two lines", "2 lines"},
		{"exchange", listening, `client server one line; client server "Host"`, ""},
		{"exchange", listening, `client server one line; client server "200 OK"`, "1 line"},
		{"exchange", listening, `client server "GET"; server client "hello"; client server FIN`, ""},
		{"exchange", listening, `server client "hello"; client server "GET"`, `"GET"`},
		{"exchange", listening, "client server FIN; client server 45 bytes", "45 bytes"},
		{"exchange", listening, "client server the head; client server its end", ""},
		{"exchange", listening, "client server RST", "RST"},
		{"exchange", "listening on 127.0.0.1:8090", "client server FIN", "FIN"},
		{"half-close", "listening on [::1]:8089", "client server 9 bytes, then FIN; server client one byte, then FIN", ""},
		{"half-close", "listening on [::1]:8089", "client server 9 bytes; server client 1 byte; client server FIN", "FIN"},
		{"reset", listening, "client server 5 bytes; client server 8 bytes; server client RST", ""},
		{"reset", listening, "client server 5 bytes; server client FIN", "FIN"},
		{"refused", listening, "client server a handshake", "a handshake"},
		{"datagrams", bound, "client server 1 datagram; server client one datagram; client server 0 bytes", ""},
		{"datagrams", bound, "client server 2 datagrams", "2 datagrams"},
		{"three-ends", listening, "client server two handshakes; server client 24 bytes; server client 23 bytes", ""},
		{"three-ends", listening, "client server three handshakes", "3 handshakes"},
		{"three-ends", listening, `server client "127.0.0.1", "127.0.0.3"`, ""},
		{"three-ends", listening, "server client 24 and 23 bytes", "23 bytes"},
	} {
		c2 := textChecker{File: rule.File{Path: helloText}, lesson: recordedAs(t, c.capture, c.ready)}
		c2.checkCalls(arrows(c.calls))
		got := strings.Join(texts(c2.Problems), "\n")
		if want := "show this: " + c.missing + " from"; c.missing == "" && got != "" || c.missing != "" && !strings.Contains(got, want) {
			t.Errorf("%s: %s: got %q, want %q", c.capture, c.calls, got, c.missing)
		}
	}
}

// arrows reads "client server 5 bytes; server client FIN".
func arrows(text string) []markup.Call {
	var calls []markup.Call
	for i, arrow := range strings.Split(text, "; ") {
		words := strings.SplitN(arrow, " ", 3)
		calls = append(calls, markup.Call{From: markup.StepRef{Role: words[0], Step: 1}, To: markup.StepRef{Role: words[1], Step: 1}, Text: words[2], Line: i + 1})
	}
	return calls
}

func TestANumberThatIsNotComparedIsRefused(t *testing.T) {
	for _, text := range []string{"5 frames", "200, 23 bytes and 7", "P2 on C"} {
		if _, err := parseClaims(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestArrowsOfALessonThatIsNotRecorded(t *testing.T) {
	c := textChecker{lesson: &Lesson{Run: &Run{}}}
	if c.checkCalls(arrows("client server 5 bytes")); len(c.Problems) > 0 {
		t.Error(c.Problems)
	}
}
