package render

import (
	"testing"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
)

func TestShortTitle(t *testing.T) {
	for title, want := range map[string]string{
		"Create a TCP socket. It has no address yet.": "Create a TCP socket",
		"Bind it: give it an address.":                "Bind it",
		"Send 1.5 bytes to 127.0.0.1:8089":            "Send 1.5 bytes to 127.0.0.1:8089",
		"Wait;":                                       "Wait",
		"":                                            "",
	} {
		if got := shortTitle(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
}

func TestAgreementCountsTheMixes(t *testing.T) {
	for _, test := range []struct {
		roles     []string
		unordered []string
		want      string
	}{
		{[]string{"probe"}, nil, "Both languages printed exactly these lines."},
		{[]string{"server", "client", "client"}, nil, "All four mixes of languages printed exactly these lines."},
		{[]string{"a", "b", "c"}, []string{"a"}, "All eight mixes of languages printed exactly these lines; those of a may come in another order."},
		{[]string{"a", "b", "c", "d"}, nil, "All 16 mixes of languages printed exactly these lines."},
	} {
		run := &book.Run{File: runfile.File{Unordered: test.unordered}}
		for _, role := range test.roles {
			run.Commands = append(run.Commands, book.Start{Role: role})
		}
		if got := agreement(run); got != test.want {
			t.Errorf("%v: %q, want %q", test.roles, got, test.want)
		}
	}
}
