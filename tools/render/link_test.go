package render

import (
	"bufio"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

func TestLinks(t *testing.T) {
	for _, test := range []struct{ target, title, want string }{
		{"echo.md", "", `<a href=echo.html>`},
		{"echo.md#server-1", "", `<a href=echo.html#server-1>`},
		{"https://example.org/README.md", "", `<a href=https://example.org/README.md>`},
		{`https://example.org/"x`, "", `<a href=https://example.org/%22x>`},
		{"https://example.org/?a='b'", "", `<a href="https://example.org/?a='b'">`},
		{"echo.md", `a "title" & <more>`, `<a href=echo.html title="a &#34;title&#34; &amp; &lt;more&gt;">`},
	} {
		link := ast.NewLink()
		link.Destination = []byte(test.target)
		if test.title != "" {
			link.Title = []byte(test.title)
		}
		var got strings.Builder
		w := bufio.NewWriter(&got)
		if _, err := renderLink(w, nil, link, true); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if got.String() != test.want {
			t.Errorf("%s %q became %s, want %s", test.target, test.title, got.String(), test.want)
		}
	}
}
