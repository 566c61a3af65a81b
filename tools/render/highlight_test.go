package render

import (
	"go/scanner"
	gotoken "go/token"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"

	"socketpairs/tools/book"
	"socketpairs/tools/book/markup"
)

// languageOf returns the language of a file by its ending.
func languageOf(name string) string {
	return map[string]string{".py": "python", ".go": "go"}[filepath.Ext(name)]
}

// samples are sources of both languages.
func samples(t *testing.T) []string {
	python, _ := filepath.Glob("testdata/course/snippets/*/*/*.py")
	golang, _ := filepath.Glob("testdata/course/snippets/*/*/*.go")
	names := append(append(python, golang...), "testdata/lex.py", "highlight.go", "mend.go")
	if len(names) < 10 {
		t.Fatalf("only %d samples", len(names))
	}
	return names
}

// TestGoIsReadAsByGo compares the tokens of all Go files of this project, byte
// by byte, with those of Go's own scanner.
func TestGoIsReadAsByGo(t *testing.T) {
	names, err := filepath.Glob("../*/*.go")
	if err != nil || len(names) < 100 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list, err := lex("go", source)
		if err != nil {
			t.Fatal(err)
		}
		want, start := scannerClasses(source), 0
		for _, token := range list {
			for i := start; i < token.end; i++ {
				got := token.class
				if got == function {
					got = plain // the scanner knows names, and not what they are for
				}
				if blank := strings.IndexByte(" \n\t", source[i]) >= 0; !blank && got != want[i] {
					t.Fatalf("%s: byte %d, %q: class %q, want %q", name, i, source[max(0, i-8):min(len(source), i+8)], got, want[i])
				}
			}
			start = token.end
		}
	}
}

// scannerClasses returns the class of each byte, as Go's scanner has it.
func scannerClasses(source []byte) []class {
	classes := make([]class, len(source))
	var s scanner.Scanner
	file := gotoken.NewFileSet().AddFile("", -1, len(source))
	s.Init(file, source, nil, scanner.ScanComments)
	for {
		at, kind, literal := s.Scan()
		if kind == gotoken.EOF {
			return classes
		}
		if literal == "" {
			literal = kind.String()
		}
		start := file.Offset(at)
		for i := start; i < min(start+len(literal), len(source)); i++ {
			classes[i] = scannerClass(kind, literal)
		}
	}
}

func scannerClass(kind gotoken.Token, literal string) class {
	switch {
	case kind.IsKeyword(), slices.Contains([]string{"true", "false", "nil", "iota"}, literal):
		return keyword
	case kind == gotoken.COMMENT:
		return comment
	case kind == gotoken.STRING, kind == gotoken.CHAR:
		return text
	case kind == gotoken.INT, kind == gotoken.FLOAT, kind == gotoken.IMAG:
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
		{"no comment in a shell", "sh", "open 'a # b' c#d\n", "open <i class=s>'a # b'</i> c#d\n"},
		{"a change", "diff", "-a\n+b\n c\n", "<i class=d>-a</i>\n<i class=a>+b</i>\n c\n"},
		{"a change of a line of dashes", "diff", "--- server --\n+++counter\n", "<i class=d>--- server --</i>\n<i class=a>+++counter</i>\n"},
		{"the heads of a change", "diff", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n", "<i>--- a/x</i>\n<i>+++ b/x</i>\n<i>@@ -1 +1 @@</i>\n<i class=d>-a</i>\n"},
		{"no end of a change's last line", "diff", "+b", "<i class=a>+b</i>"},
		{"match and case as keywords", "python", "match x:\n    case 1:  # one\n", "<b>match</b> x:\n    <b>case</b> <i class=m>1</i>:  <i># one</i>\n"},
		{"match and case as names", "python", "match = re.match(case)\nif match:\n", "match = re.<u>match</u>(case)\n<b>if</b> match:\n"},
		{"None after from", "python", "raise E from None\n", "<b>raise</b> E <b>from None</b>\n"},
		{"a fill in a formatted string", "python", "f\"{x:=^20}\"\n", "<i class=s>f\"{</i>x<i class=s>:=^20}\"</i>\n"},
		{"a field over two lines", "python", "f\"\"\"{\n  len(x)\n}y\"\"\"\n", "<i class=s>f\"\"\"{</i>\n  <u>len</u>(x)\n<i class=s>}y\"\"\"</i>\n"},
		{"a field in a field", "python", "f\"{a:{b}}\" + c\n", "<i class=s>f\"{</i>a<i class=s>:{</i>b<i class=s>}}\"</i> + c\n"},
		{"numbers that the lexers cut short", "python", "2j + 0o17\n", "<i class=m>2j</i> + <i class=m>0o17</i>\n"},
		{"a mode in Go", "go", "chmod(0o644)\n", "<u>chmod</u>(<i class=m>0o644</i>)\n"},
		{"a conversion in Go", "go", "x := []byte(text(s))\n", "x := []byte(<u>text</u>(s))\n"},
		{"a method with the name of a type", "go", "p.string(1)\n", "p.<u>string</u>(<i class=m>1</i>)\n"},
		{"no template in a raw string", "go", "a(`x {{if y}} z`, true)\n", "<u>a</u>(<i class=s>`x {{if y}} z`</i>, <b>true</b>)\n"},
		{"an empty source", "go", "", ""},
		{"no end of the last line", "sh", "a", "a"},
		{"a fragment", "go", "}\n'\n", "}\n'\n"},
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

func TestAnUnknownLanguageIsAnError(t *testing.T) {
	p := newPage(&site{}, &book.Lesson{Path: "lessons/a.md"})
	err := p.writeCode(io.Discard, markup.CodeCell{Language: "klingon"}, 7, nil)
	if want := "lessons/a.md:7: highlight klingon: chroma has no lexer for this language"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestNoClockEndsAMatch lets a match take longer than it is given.
func TestNoClockEndsAMatch(t *testing.T) {
	if _, err := lex("go", []byte("x")); err != nil {
		t.Fatal(err)
	}
	slow := regexp2.MustCompile(`^(a+)+b`)
	slow.MatchTimeout = time.Nanosecond
	start := time.Now()
	for n := 12; time.Since(start) < 3*regexp2.DefaultClockPeriod; n++ {
		if _, err := slow.MatchString(strings.Repeat("a", n)); err != nil {
			t.Fatalf("after %v: %v", time.Since(start), err)
		}
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

// TestPlainText wants text to stay as it is.
func TestPlainText(t *testing.T) {
	listing, err := highlight("text", []byte("one <two>\n\n# three\n"))
	if err != nil || string(listing.html) != "one &lt;two>\n\n# three\n" {
		t.Errorf("it has become %q, %v", listing.html, err)
	}
}
