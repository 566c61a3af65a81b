package markup_test

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/markup"
)

const lesson = "A **listening socket** accepts connections; no data pass on it.\n" + `
> [!EXERCISE half-open] 15 minutes
> End one side alone.
>
> ---
>
> Call shutdown.

` + "```pair server 2-3\n```\n\n```pear server\n```\n"

func ExampleParse() {
	source := []byte(lesson)
	line := func(offset int) int { return 1 + bytes.Count(source[:offset], []byte("\n")) }
	document := markup.Parse(source, line)
	markup.Each(document, func(n *markup.Callout) {
		fmt.Println(n.Line, n.Title, n.ID, n.Minutes)
	})
	markup.Each(document, func(n *markup.CellNode) {
		if n.Err != nil {
			fmt.Printf("%d %.17v\n", n.Line, n.Err)
			return
		}
		fmt.Printf("%d %T%v\n", n.Line, n.Cell, n.Cell)
	})
	for _, term := range markup.Terms(document, source, line) {
		fmt.Println(term.Line, term.ID, "-", markup.Plain(term.Sentence))
	}
	// Output:
	// 3 Exercise exercise-half-open 15
	// 10 markup.PairCell{server 2 3}
	// 13 unknown cell "pea
	// 1 term-listening-socket - A listening socket accepts connections; no data pass on it.
}

func ExampleInspect() {
	source := []byte("# What is *read*\n\nBody `of` code.\n")
	document := markup.Parse(source, func(int) int { return 1 })
	markup.Inspect(document, func(n ast.Node) bool {
		if n, ok := n.(*ast.Heading); ok {
			fmt.Println(markup.HeadingID(n), "-", markup.Text(n, source))
		}
		return n.Kind() != ast.KindParagraph // of which no more is wanted
	})
	// Output: what-is-read - What is read
}

// A heading's id comes from its words; one without words gets one all the same.
func ExampleHeadingID() {
	source := []byte("## Run it\n\n## Run it!\n\n## …\n\n## 소켓 2\n")
	document := markup.Parse(source, func(int) int { return 1 })
	markup.Each(document, func(n *ast.Heading) { fmt.Println(markup.HeadingID(n)) })
	// Output:
	// run-it
	// run-it-2
	// section
	// 소켓-2
}
