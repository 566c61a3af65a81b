package render

import (
	"os"
	"strings"
	"testing"
)

func TestSqueeze(t *testing.T) {
	for _, test := range []struct{ name, file, in, want string }{
		{"a style", "a.css", "/* one */\na { b: c  d; }\n", "a{b:c d}"},
		{"a script", "a.js", "// one\nlet long = 1;\n\nb(long);\n", "let long=1;b(long)"},
		{"a string in a style", "a.css", "a::before { content: \"/*  \" }\n", "a::before{content:\"/*  \"}"},
		{"other files", "a.svg", "<a  b />\n", "<a  b />\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := squeeze(test.file, []byte(test.in))
			if err != nil || string(got) != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
	t.Run("a script that is none", func(t *testing.T) {
		_, err := squeeze("a.js", []byte("let = = 1;\n"))
		if err == nil || !strings.HasPrefix(err.Error(), "theme/a.js: ") {
			t.Errorf("the error is %v", err)
		}
	})
}

func TestSqueezedThemeIsSmaller(t *testing.T) {
	for _, name := range append(assets[:], inline[:]...) {
		source, err := os.ReadFile("theme/" + name)
		if err != nil {
			t.Fatal(err)
		}
		squeezed, err := squeeze(name, source)
		if err != nil || len(squeezed) > len(source) || len(squeezed) < len(source)/5 {
			t.Errorf("%s: %d bytes became %d (%v)", name, len(source), len(squeezed), err)
		}
	}
}
