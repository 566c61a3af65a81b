package render

import (
	"errors"
	"math"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
)

// wait lets each match take as long as it takes. Chroma gives one up after a
// quarter of a second by a clock of its regular expressions, and goes on as
// if nothing had matched: on a machine that stands still for a moment a page
// would have other colors. This clock never moves.
var wait = sync.OnceFunc(func() { regexp2.SetTimeoutCheckPeriod(math.MaxInt64 / 2 * time.Nanosecond) })

var errNoLexer = errors.New("chroma has no lexer for this language")

// pieces cuts a source into the tokens of chroma's own lexers, and mends what
// they get wrong.
func pieces(language, source string) ([]chroma.Token, error) {
	lexer := lexers.Get(language)
	if lexer == nil {
		return nil, errNoLexer
	}
	wait()
	list, err := chroma.Tokenise(lexer, &chroma.TokeniseOptions{State: "root"}, source)
	if err != nil {
		return nil, err
	}
	if mend := mends[language]; mend != nil {
		mend(list)
	}
	markCalls(list)
	return list, nil
}

// classOf returns how a page shows a chroma's type of token.
func classOf(kind chroma.TokenType) class {
	switch {
	case kind == chroma.KeywordType:
		return plain
	case kind.InCategory(chroma.Keyword), kind == chroma.OperatorWord:
		return keyword
	case kind == chroma.NameFunction:
		return function
	case kind.InSubCategory(chroma.LiteralString):
		return text
	case kind.InSubCategory(chroma.LiteralNumber):
		return number
	case kind.InCategory(chroma.Comment), kind == chroma.GenericSubheading, kind == chroma.GenericHeading:
		return comment
	case kind == chroma.GenericInserted:
		return added
	case kind == chroma.GenericDeleted:
		return removed
	}
	return plain
}
