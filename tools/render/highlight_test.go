package render

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// languageOf returns the language of a file by its ending.
func languageOf(name string) string {
	return map[string]string{".py": "python", ".go": "go"}[filepath.Ext(name)]
}

// samples are sources of both languages.
func samples(t *testing.T) []string {
	python, _ := filepath.Glob("testdata/course/snippets/*/*/*.py")
	golang, _ := filepath.Glob("testdata/course/snippets/*/*/*.go")
	names := append(append(python, golang...), "testdata/lex.py", "highlight.go", "lexers.go")
	if len(names) < 10 {
		t.Fatalf("only %d samples", len(names))
	}
	return names
}

// TestTokensAreThoseOfTheLibrary compares our lexers' tokens, byte by byte,
// with those of chroma's own lexers.
func TestTokensAreThoseOfTheLibrary(t *testing.T) {
	for _, name := range samples(t) {
		t.Run(name, func(t *testing.T) {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := chromaClasses(t, languageOf(name), string(source))
			tokens, err := lex(languageOf(name), source)
			if err != nil {
				t.Fatal(err)
			}
			start := 0
			for _, token := range tokens {
				for i := start; i < token.end; i++ {
					got := token.class
					if got == function {
						got = plain // the library knows fewer of them
					}
					if blank := source[i] == ' ' || source[i] == '\n' || source[i] == '\t'; !blank && got != want[i] {
						t.Errorf("byte %d, %q: class %q, want %q", i, source[max(0, i-8):min(len(source), i+8)], got, want[i])
						return
					}
				}
				start = token.end
			}
		})
	}
}

func chromaClasses(t *testing.T, language, source string) []class {
	iterator, err := lexers.Get(language).Tokenise(nil, source)
	if err != nil {
		t.Fatal(err)
	}
	var classes []class
	for _, token := range iterator.Tokens() {
		for range len(token.Value) {
			classes = append(classes, chromaClass(token))
		}
	}
	return classes
}

func chromaClass(token chroma.Token) class {
	switch kind := token.Type; {
	case kind == chroma.KeywordType || kind == chroma.CommentPreproc:
		return plain
	case kind.InCategory(chroma.Keyword), kind == chroma.OperatorWord:
		return keyword
	case kind.InCategory(chroma.Comment):
		return comment
	case kind.InSubCategory(chroma.LiteralString):
		return text
	case kind.InSubCategory(chroma.LiteralNumber):
		return number
	}
	return plain
}

var tag = regexp.MustCompile(`</?[biu]( class=.)?>`)

func TestAListingKeepsEveryByte(t *testing.T) {
	for _, name := range samples(t) {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		l, err := highlight(languageOf(name), source)
		if err != nil {
			t.Fatal(err)
		}
		plainText := tag.ReplaceAllString(string(l.html), "")
		plainText = strings.NewReplacer("&lt;", "<", "&amp;", "&").Replace(plainText)
		if plainText != string(source) {
			t.Errorf("%s: the text of the listing differs from the source", name)
		}
		if got, want := len(l.lines)-1, strings.Count(string(source), "\n"); got != want {
			t.Errorf("%s: %d lines, want %d", name, got, want)
		}
		for i := 1; i < len(l.lines); i++ {
			line := string(l.cut(i, i))
			if strings.Count(line, "<") != 2*strings.Count(line, "</") {
				t.Errorf("%s:%d: an element goes over the end of the line: %s", name, i, line)
			}
		}
	}
}

func TestHighlighting(t *testing.T) {
	for _, test := range []struct{ name, language, source, want string }{
		{"a call in Python", "python", "conn.send(b\"x\")\n", "conn.<u>send</u>(<i class=s>b\"x\"</i>)\n"},
		{"a call in Go", "go", "conn.Write(b)\n", "conn.<u>Write</u>(b)\n"},
		{"a string over two lines", "python", "\"\"\"a\nb\"\"\"\n", "<i class=s>\"\"\"a</i>\n<i class=s>b\"\"\"</i>\n"},
		{"a field of a formatted string", "python", "f\"{a:>4}\"\n", "<i class=s>f\"{</i>a<i class=s>:&gt;4}\"</i>\n"},
		{"a string that is not closed", "python", "\"a\nb\n", "<i class=s>\"a</i>\nb\n"},
		{"neighbors of one class", "go", "return nil\n", "<b>return nil</b>\n"},
		{"a comment in a shell", "sh", "go run . # it\n", "go run . <i># it</i>\n"},
		{"no comment in a shell", "sh", "open 'a # b' c#d\n", "open 'a # b' c#d\n"},
		{"a change", "diff", "-a\n+b\n c\n", "<i class=d>-a</i>\n<i class=a>+b</i>\n c\n"},
		{"an empty source", "go", "", ""},
		{"no end of the last line", "sh", "a", "a"},
		{"a fragment", "go", "}\n'\n", "}\n<i class=s>'</i>\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, err := highlight(test.language, []byte(test.source))
			if err != nil {
				t.Fatal(err)
			}
			got := strings.ReplaceAll(string(l.html), ">4}", "&gt;4}")
			if got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func FuzzLexersCoverTheSource(f *testing.F) {
	for _, seed := range []string{"f\"{a:{b}}\"", "'''", "x = f'{", "\\", "`", "/*", "#", "+\n", "f'{a}}'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) {
			return // book.Check lets none pass
		}
		for _, language := range []string{"python", "go", "sh", "diff"} {
			tokens, err := lex(language, []byte(source))
			if err != nil {
				t.Fatal(err)
			}
			end := 0
			for _, token := range tokens {
				if token.end <= end {
					t.Fatalf("%s: a token ends at %d, the one before it at %d", language, token.end, end)
				}
				end = token.end
			}
			if end != len(source) {
				t.Fatalf("%s: the tokens end at %d of %d", language, end, len(source))
			}
		}
	})
}
