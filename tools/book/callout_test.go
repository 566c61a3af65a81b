package book

import (
	"testing"

	"socketpairs/tools/book/markup"
)

// TestSecondDivider wants what follows a second line of hyphens to stay in the
// first answer.
func TestSecondDivider(t *testing.T) {
	lesson := Load(change(t, helloText, "> Like this.", "> Like this.\n>\n> ---\n> And that.")).Lesson("hello")
	for n := lesson.Document().FirstChild(); n != nil; n = n.NextSibling() {
		if callout, ok := n.(*markup.Callout); ok && callout.Name == "EXERCISE" {
			if got := callout.ChildCount(); got != 2 {
				t.Errorf("the callout has %d children, want its text and one answer", got)
			}
		}
	}
}
