package markup

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// HeadingID returns the id that other pages may link to.
func HeadingID(heading *ast.Heading) string {
	id, _ := heading.AttributeString("id")
	text, _ := id.([]byte)
	return string(text)
}

// TermID returns the id of a term's place in its page.
func TermID(name string) string {
	return "term-" + hyphened(name)
}

// hyphened writes the words of a text, letters and digits of any script,
// lowered, with hyphens between them.
func hyphened(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	return strings.Join(words, "-")
}

// taskID returns the id of a task's place in its page. It does not come from
// the place among others: a link to it lasts when one is put before it.
func taskID(callout, label string) string {
	if label == "" {
		return strings.ToLower(callout)
	}
	return strings.ToLower(callout) + "-" + label
}

// ids makes the ids of headings from their words; a number follows where an id
// would come twice.
type ids struct{ seen map[string]bool }

// Generate implements parser.IDs.
func (s *ids) Generate(value []byte, _ ast.NodeKind) []byte {
	id := cmp.Or(hyphened(string(value)), "section")
	unique := id
	for n := 2; s.seen[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", id, n)
	}
	s.Put([]byte(unique))
	return []byte(unique)
}

// Put implements parser.IDs.
func (s *ids) Put(value []byte) { s.seen[string(value)] = true }
