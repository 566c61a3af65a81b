package render

import (
	"slices"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// The lexers of the course, in chroma's terms. The library's own lexers for
// these languages tell some fifty kinds of token apart and take a hundred
// regular expressions to do so; a page shows six. These tell the six, and are
// some eight times as fast, which is most of the time of a build. A test
// compares them with the library's own.

// lexerOf holds the lexers by language.
var lexerOf = map[string]chroma.Lexer{
	"python": chroma.MustNewLexer(&chroma.Config{Name: "python"}, pythonRules),
	"go":     chroma.MustNewLexer(&chroma.Config{Name: "go"}, goRules),
	"sh":     chroma.MustNewLexer(&chroma.Config{Name: "sh"}, shellRules),
	"diff":   chroma.MustNewLexer(&chroma.Config{Name: "diff"}, diffRules),
}

// classes are the kinds of token that a page shows, by chroma's type.
var classes = map[chroma.TokenType]class{
	chroma.Keyword:         keyword,
	chroma.String:          text,
	chroma.Number:          number,
	chroma.Comment:         comment,
	chroma.NameFunction:    function,
	chroma.GenericInserted: added,
	chroma.GenericDeleted:  removed,
}

// words returns the rules for names: a keyword, a name that is called, or
// any other.
func words(keywords string) []chroma.Rule {
	known := map[string]bool{}
	for word := range strings.FieldsSeq(keywords) {
		known[word] = true
	}
	as := func(other chroma.TokenType) chroma.Emitter {
		return chroma.EmitterFunc(func(groups []string, _ *chroma.LexerState) chroma.Iterator {
			if known[groups[0]] {
				return chroma.Literator(chroma.Token{Type: chroma.Keyword, Value: groups[0]})
			}
			return chroma.Literator(chroma.Token{Type: other, Value: groups[0]})
		})
	}
	return []chroma.Rule{
		{Pattern: `[\p{L}_]\w*(?![\w("'])`, Type: as(chroma.Name)},
		{Pattern: `[\p{L}_]\w*(?=\()`, Type: as(chroma.NameFunction)},
	}
}

// other is the last rule: what no other one knows, a name before a quote
// among it.
var other = chroma.Rule{Pattern: `[\p{L}_]\w*|[\s\S]`, Type: chroma.Text}

// pythonRules follow chapter 2 of the Python Language Reference as far as
// colors need it. In a formatted string the fields are code.
func pythonRules() chroma.Rules {
	code := slices.Concat([]chroma.Rule{
		{Pattern: `[^\w"'#]+`, Type: chroma.Text},
	}, words(`False None True and as assert async await break class continue def
		del elif else except finally for from global if import in is lambda
		nonlocal not or pass raise return try while with yield`), []chroma.Rule{
		{Pattern: `(?:[rRbBuU]{1,2})?(?:"""(?:[^"\\]|\\[\s\S]|"(?!""))*(?:""")?|'''(?:[^'\\]|\\[\s\S]|'(?!''))*(?:''')?)`, Type: chroma.String},
		{Pattern: `(?:[rRbBuU]{1,2})?(?:"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?)`, Type: chroma.String},
		{Pattern: `(?:[fF][rR]?|[rR][fF])"""`, Type: chroma.String, Mutator: chroma.Push(`f"""`)},
		{Pattern: `(?:[fF][rR]?|[rR][fF])'''`, Type: chroma.String, Mutator: chroma.Push(`f'''`)},
		{Pattern: `(?:[fF][rR]?|[rR][fF])"`, Type: chroma.String, Mutator: chroma.Push(`f"`)},
		{Pattern: `(?:[fF][rR]?|[rR][fF])'`, Type: chroma.String, Mutator: chroma.Push(`f'`)},
		{Pattern: `#[^\n]*`, Type: chroma.Comment},
		{Pattern: `\d[\w.]*`, Type: chroma.Number},
		other,
	})
	rules := chroma.Rules{
		"root": code,
		"field": append([]chroma.Rule{
			{Pattern: `[!:}](?!=)`, Type: chroma.String, Mutator: chroma.Pop(1)},
			{Pattern: `[(\[{]`, Type: chroma.Text, Mutator: chroma.Push("brackets")},
			{Pattern: `\n`, Type: chroma.Text, Mutator: chroma.Pop(1)},
			{Pattern: `[^\w"'#!:}(\[{\n]+`, Type: chroma.Text},
		}, code[1:]...),
		"brackets": append([]chroma.Rule{
			{Pattern: `[)\]}]`, Type: chroma.Text, Mutator: chroma.Pop(1)},
			{Pattern: `[(\[{]`, Type: chroma.Text, Mutator: chroma.Push("brackets")},
			{Pattern: `\n`, Type: chroma.Text, Mutator: chroma.Pop(1)},
			{Pattern: `[^\w"'#)\]}(\[{\n]+`, Type: chroma.Text},
		}, code[1:]...),
	}
	for _, quote := range []string{`"`, `'`} {
		rules["f"+quote] = formatted(quote, `\n`)
		rules["f"+quote+quote+quote] = formatted(quote+quote+quote, `(?!)`) // goes over lines
	}
	return rules
}

// formatted returns the rules inside a formatted string: up to its quote, or
// to what ends it without one.
func formatted(quote, end string) []chroma.Rule {
	return []chroma.Rule{
		{Pattern: quote, Type: chroma.String, Mutator: chroma.Pop(1)},
		{Pattern: end, Type: chroma.Text, Mutator: chroma.Pop(1)},
		{Pattern: `(?:[^"'\\{}\n]|\\[\s\S]|\{\{|\}\})+`, Type: chroma.String},
		{Pattern: `\{`, Type: chroma.String, Mutator: chroma.Push("field")},
		{Pattern: `[\s\S]`, Type: chroma.String},
	}
}

// goRules follow "Lexical elements" of the Go specification as far as colors
// need it; the predeclared values read as keywords.
func goRules() chroma.Rules {
	return chroma.Rules{"root": slices.Concat([]chroma.Rule{
		{Pattern: "[^\\w\"'`/]+", Type: chroma.Text},
	}, words(`break case chan const continue default defer else fallthrough for
		func go goto if import interface map package range return select struct
		switch type var true false nil iota`), []chroma.Rule{
		{Pattern: `//[^\n]*|/\*[\s\S]*?(?:\*/|\z)`, Type: chroma.Comment},
		{Pattern: "`[^`]*`?" + `|"(?:[^"\\\n]|\\[^\n])*"?|'(?:[^'\\\n]|\\[^\n])*'?`, Type: chroma.String},
		{Pattern: `\d[\w.]*`, Type: chroma.Number},
		other,
	})}
}

// shellRules mark comments. A # in a word, as in page.html#top, begins none;
// nor does one between quotes.
func shellRules() chroma.Rules {
	return chroma.Rules{"root": {
		{Pattern: `[^#"']+`, Type: chroma.Text},
		{Pattern: `(?<!\S)#[^\n]*`, Type: chroma.Comment},
		{Pattern: `"[^"\n]*"?|'[^'\n]*'?|#`, Type: chroma.Text},
	}}
}

// diffRules mark the lines that a diff adds and removes, and its heads.
func diffRules() chroma.Rules {
	return chroma.Rules{"root": {
		{Pattern: `(?:\+\+\+|---|@)[^\n]*\n?`, Type: chroma.Comment},
		{Pattern: `\+[^\n]*\n?`, Type: chroma.GenericInserted},
		{Pattern: `-[^\n]*\n?`, Type: chroma.GenericDeleted},
		{Pattern: `[^\n]*\n|[^\n]+`, Type: chroma.Text},
	}}
}
