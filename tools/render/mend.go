package render

import (
	"regexp"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// What chroma's lexers get wrong in code such as the course's is mended here,
// over their tokens; a test shows each case.

// mends are the mendings that belong to one language.
var mends = map[string]func([]chroma.Token){
	"python": mendPython,
	"go":     mendGo,
	"diff":   mendDiff,
}

// mendPython: match and case are keywords only where a line begins with them
// and ends with a colon, and None is one also after from, as in "raise … from
// None".
func mendPython(list []chroma.Token) {
	begins := true // a line: nothing but blanks so far
	for i, t := range list {
		switch {
		case t.Type == chroma.Keyword && (t.Value == "match" || t.Value == "case") && !(begins && lastOfLine(list[i:]) == ":"):
			list[i].Type = chroma.Name
		case t.Type == chroma.NameBuiltinPseudo && t.Value == "None":
			list[i].Type = chroma.KeywordConstant
		}
		begins = strings.HasSuffix(t.Value, "\n") || begins && strings.TrimSpace(t.Value) == ""
	}
}

// lastOfLine returns the last token of the first line, but for blanks and a
// comment.
func lastOfLine(list []chroma.Token) string {
	last := ""
	for _, t := range list {
		if strings.Contains(t.Value, "\n") {
			break
		}
		if strings.TrimSpace(t.Value) != "" && !t.Type.InCategory(chroma.Comment) {
			last = t.Value
		}
	}
	return last
}

// types are the predeclared types of Go: byte(n) converts, and calls nothing.
var types = regexp.MustCompile(`^(u?int(8|16|32|64)?|uintptr|float(32|64)|complex(64|128)|byte|rune|string|bool|error|any)$`)

// mendGo: a conversion is no call, and what stands in a raw string no template.
func mendGo(list []chroma.Token) {
	raw, before := false, ""
	for i, t := range list {
		switch {
		case t.Type == chroma.LiteralString && t.Value == "`":
			raw = !raw
		case raw:
			list[i].Type = chroma.LiteralString
		case before != "." && types.MatchString(t.Value):
			list[i].Type = chroma.KeywordType
		}
		before = t.Value
	}
}

// mendDiff: the two heads of a file, right before its first change, are
// nothing that was taken out or put in.
func mendDiff(list []chroma.Token) {
	for i := 2; i < len(list); i++ {
		if list[i].Type == chroma.GenericSubheading &&
			strings.HasPrefix(list[i-2].Value, "--- ") && strings.HasPrefix(list[i-1].Value, "+++ ") {
			list[i-2].Type, list[i-1].Type = chroma.GenericHeading, chroma.GenericHeading
		}
	}
}

var identifier = regexp.MustCompile(`^[\pL_][\pL\pN_]*$`)

// markCalls marks the name of what is called, or defined to be: names that a
// parenthesis follows. That is what this course is about, and the lexers know
// only some of them. The numbers that they cut short (0o644, 2j) become whole.
func markCalls(list []chroma.Token) {
	for i := range len(list) - 1 {
		t, next := &list[i], &list[i+1]
		switch {
		case t.Type.InSubCategory(chroma.LiteralNumber) && next.Type.InCategory(chroma.Name):
			next.Type = t.Type
		case t.Type.InCategory(chroma.Name) && strings.HasPrefix(next.Value, "(") && identifier.MatchString(t.Value):
			t.Type = chroma.NameFunction
		}
	}
}
