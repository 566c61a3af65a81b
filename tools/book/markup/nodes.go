package markup

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Inspect calls visit for each node of a document, parents first. It leaves
// out what is in a node for which visit returns false.
func Inspect(root ast.Node, visit func(ast.Node) bool) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
		if entering && !visit(n) {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// Each calls do for each node of a kind.
func Each[Kind ast.Node](root ast.Node, do func(Kind)) {
	Inspect(root, func(n ast.Node) bool {
		if n, ok := n.(Kind); ok {
			do(n)
		}
		return true
	})
}

// Offset returns the offset of an inline node's first text.
func Offset(n ast.Node) int {
	for ; n != nil; n = n.FirstChild() {
		if text, ok := n.(*ast.Text); ok {
			return text.Segment.Start
		}
	}
	return 0
}

// Span is a piece of a sentence.
type Span struct {
	Text   string
	Code   bool
	Strong bool
}

// spans flattens inline nodes. Links are their text.
func spans(n ast.Node, source []byte) []Span {
	var all []Span
	switch n := n.(type) {
	case *ast.Text:
		all = append(all, Span{Text: string(n.Segment.Value(source))})
		if n.SoftLineBreak() || n.HardLineBreak() {
			all = append(all, Span{Text: " "})
		}
		return all
	case *ast.String:
		return []Span{{Text: string(n.Value)}}
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		all = append(all, spans(child, source)...)
	}
	if _, isCode := n.(*ast.CodeSpan); isCode {
		return []Span{{Text: Plain(all), Code: true}}
	}
	return all
}

// Text returns the text in a node, without marks: what links and code say.
func Text(n ast.Node, source []byte) string { return Plain(spans(n, source)) }

// Plain returns the text of spans, without marks.
func Plain(all []Span) string {
	var b strings.Builder
	for _, span := range all {
		b.WriteString(span.Text)
	}
	return b.String()
}
