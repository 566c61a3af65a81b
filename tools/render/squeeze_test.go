package render

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestSqueezeDropsWhatMeansNothing(t *testing.T) {
	for _, test := range []struct{ name, file, in, want string }{
		{"comments", "a.css", "/* one\n   two */\n\na { /* three */ }\n", "a{}\n"},
		{"declarations", "a.css", "a {\n  b: c  d;\n  e: f, g;\n}\nh { i: j }\n", "a{b:c d;e:f,g}\nh{i:j}\n"},
		{"selectors", "a.css", "a > b,\na :is(b, c) + d {}\n", "a>b,a :is(b,c) + d{}\n"},
		{"sums", "a.css", "a { b: calc(1px + 2px - (3px)) }\n", "a{b:calc(1px + 2px - (3px))}\n"},
		{"strings", "a.css", "a::before { content: \"$ {; /* , \" }\n", "a::before{content:\"$ {; /* , \"}\n"},
		{"nested rules", "a.css", "@media (b: c) {\n  d { e: f; }\n}\n", "@media (b:c){d{e:f}\n}\n"},
		{"scripts", "a.js", "// one\nlet a = 1;  \n\n  // two\n  b(\"//c\"); // three\n", "let a = 1;\nb(\"//c\"); // three\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(squeeze(test.file, []byte(test.in))); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// A second look at the theme's own styles, by other means: without comments
// and white space, what goes in comes out.
func TestSqueezeKeepsAllElseOfTheStyles(t *testing.T) {
	comment, blank := regexp.MustCompile(`(?s)/\*.*?\*/`), regexp.MustCompile(`\s+|;\s*(})`)
	bare := func(style string) string {
		return blank.ReplaceAllString(comment.ReplaceAllString(style, ""), "$1")
	}
	for _, name := range assets {
		if !strings.HasSuffix(name, ".css") {
			continue
		}
		style, err := os.ReadFile("theme/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if bare(string(style)) != bare(string(squeeze(name, style))) {
			t.Errorf("%s has lost more than comments and white space", name)
		}
	}
}
