package render

import (
	"os"
	"path"
	"regexp"
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
		{"statements", "a.js", "// one\nlet a = 1;  \n\n  // two\nb( a, c ); // three\nd()\ne()\n", "let a=1;b(a,c);d()\ne()\n"},
		{"blocks", "a.js", "if (a) {\n  b();\n  c();\n} else d();\n", "if(a){b();c()}else d();"},
		{"signs", "a.js", "a = b + +c - -d;\n", "a=b + +c - -d;"},
		{"strings and templates", "a.js", "a(\"//  \\\" ,  b\", `c ${ d } `);\n", "a(\"//  \\\" ,  b\",`c ${ d } `);"},
		{"lines that go on", "a.js", "const a = b\n  ? c\n  : d;\n", "const a=b\n?c\n:d;"},
		{"other files", "a.svg", "<a  b />\n", "<a  b />\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(squeeze(test.file, []byte(test.in))); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// A second look at the theme's own files, by other means: without comments and
// white space, what goes in comes out.
func TestSqueezeKeepsAllElseOfTheTheme(t *testing.T) {
	comment := map[string]*regexp.Regexp{".css": regexp.MustCompile(`(?s)/\*.*?\*/`), ".js": regexp.MustCompile(`(?m)(^|\s)//.*$`)}
	blank := regexp.MustCompile(`\s+|;?\s*(})`)
	for _, name := range append(assets[:], inline[:]...) {
		source, err := os.ReadFile("theme/" + name)
		if err != nil {
			t.Fatal(err)
		}
		bare := string(source)
		if comments := comment[path.Ext(name)]; comments != nil {
			bare = comments.ReplaceAllString(bare, "")
		}
		if blank.ReplaceAllString(bare, "$1") != blank.ReplaceAllString(string(squeeze(name, source)), "$1") {
			t.Errorf("%s has lost more than comments and white space", name)
		}
	}
}
