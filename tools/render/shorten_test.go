package render

import "testing"

func TestShorten(t *testing.T) {
	for _, test := range []struct{ name, quoted, want string }{
		{"short enough", "GET /", "GET /"},
		{"too long", "GET /index.html", "GET /inde…"},
		{"cut before", "GET /index...", "GET /inde…"},
		{"no part of an escape", `12345678\x00`, "12345678…"},
		{"no half of a line end", `12345678\n\n`, "12345678…"},
		{"no part of a port", "1234 {port 1}", "1234 …"},
		{"wide characters", "가나다라마바", "가나다라…"},
		{"a backslash", `1234567\\\\`, `1234567\\…`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := shorten(test.quoted, 10); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
