package book

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"socketpairs/tools/book/markup"
)

// leftover is Markdown that would stand on the page as it was typed: it is
// broken, or of a kind that lessons do not have.
type leftover struct {
	pattern *regexp.Regexp
	says    string
}

// leftovers are looked for in the text of a paragraph, a heading or a table's
// cell, where code counts as one space.
var leftovers = []leftover{
	{regexp.MustCompile(`\*\*|__`), "stars or underscores that make nothing bold; they open and close beside letters, or write \\*"},
	{regexp.MustCompile(`(?:^|\s)[*_][^\s*_]|[^\s*_][*_](?:$|\s)`), "a star or underscore that opens or closes nothing; write it between backquotes, or as \\*"},
	{regexp.MustCompile("`"), "a backquote without its other one; code stands between two"},
	{regexp.MustCompile(`\]\(|\]\[`), "a link that is not closed; write [text](page.md)"},
	{regexp.MustCompile(`\] \([^\s()]*(?:\.md|#|://)[^\s()]*\)`), "a space between a link's text and its address; write [text](page.md)"},
	{regexp.MustCompile(`\[\^`), "a footnote; there are none, write the note where it belongs"},
	{regexp.MustCompile(`~~`), "text struck out with ~~; there is no such text, take it out"},
	{regexp.MustCompile(`^\[[ xX]\]\s`), "a list of tasks; there is none, write a list"},
	{regexp.MustCompile(`(?:^|[\s(])(?:(?:https?|ftp)://|www\.)`), "a bare address; write [text](https://...), or put it between backquotes"},
	{regexp.MustCompile(`\{[#.:]\w`), "an attribute in braces; there are none, and a heading's id is made from its words"},
	{regexp.MustCompile(`^\[[^\]]+\]:`), "a link's address apart from its text; write [text](page.md)"},
	{regexp.MustCompile(`\s\|\s`), "a bar in a text; a row of a table begins with one, and code stands between backquotes"},
	{regexp.MustCompile(`\\[\pL\d]`), "a backslash before what needs none; write it between backquotes, or as \\\\"},
	{regexp.MustCompile(`==\w|\[\[|\^\w+\^|(?:^|[^~])~\w+~(?:[^~]|$)|(?:^|\s):[a-z_]+:(?:\s|$)`), otherMarkdown},
}

const otherMarkdown = "a sign of another kind of Markdown; see the author's guide for what there is"

const markerAlone = "the marker of a callout stands alone on the first line of a quote: > [!TRAP]"

// leftoverLines are looked for at the beginning of a paragraph's lines.
var leftoverLines = []leftover{
	{regexp.MustCompile(`^={2,}\s*$`), "an underlined heading; write ## before its words"},
	{regexp.MustCompile(`^#{1,6}[^#\s]`), "a heading without a space after its ##"},
	{regexp.MustCompile(`^\[![A-Za-z]`), markerAlone},
	{regexp.MustCompile(`^\|`), "a row that belongs to no table; a table has a head, then a row such as |---|---| with as many cells"},
	{regexp.MustCompile(`^: `), "a list of definitions; there is none, write a list or a table"},
	{regexp.MustCompile(`^(?::::|!!!|\$\$|\+\+\+|%%)`), otherMarkdown},
	{regexp.MustCompile(`^-\pL|^\d+[.)]\pL`), "an item of a list without a space after its sign"},
}

// checkLeftovers reports Markdown in a block of text that would stand on the
// page as it was typed.
func (c *textChecker) checkLeftovers(n ast.Node) {
	text, offsets := typedText(n, c.lesson.Source, false)
	for _, left := range leftovers {
		for _, place := range left.pattern.FindAllStringIndex(text, -1) {
			c.Report(c.lesson.Line(offsets[place[1]-1]), "markdown", "%s", left.says)
		}
	}
	if _, isCell := n.(*east.TableCell); isCell || n.Type() != ast.TypeBlock {
		return
	}
	for _, segment := range n.Lines().Sliced(0, n.Lines().Len()) {
		for _, left := range leftoverLines {
			if left.pattern.Match(bytes.TrimLeft(segment.Value(c.lesson.Source), " ")) {
				c.Report(c.lesson.Line(segment.Start), "markdown", "%s", left.says)
			}
		}
	}
}

// escaped finds a character that a backslash takes as it is.
var escaped = regexp.MustCompile(`\\[!-/:-@\[-` + "`" + `{-~]`)

// typedText returns the text in a block as it was typed, with a space for an
// address and, unless asked for, for code; and each byte's offset.
func typedText(block ast.Node, source []byte, withCode bool) (string, []int) {
	var text strings.Builder
	var offsets []int
	add := func(s string, at int) {
		text.WriteString(s)
		for i := range len(s) {
			offsets = append(offsets, at+i)
		}
	}
	markup.Inspect(block, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.AutoLink:
			if n.Kind() == ast.KindCodeSpan && withCode {
				break
			}
			before := 0
			if len(offsets) > 0 {
				before = offsets[len(offsets)-1]
			}
			add(" ", before)
			return false
		case *ast.Text:
			raw := escaped.ReplaceAllString(string(n.Segment.Value(source)), "xx")
			add(raw, n.Segment.Start)
			if n.SoftLineBreak() || n.HardLineBreak() {
				add("\n", n.Segment.Stop)
			}
		}
		return true
	})
	return text.String(), offsets
}

// checkRow reports a row of a table that has not as many cells as its head:
// cells that are too many would be dropped.
func (c *textChecker) checkRow(row *east.TableRow) {
	table, ok := row.Parent().(*east.Table)
	if !ok {
		return
	}
	line := c.lesson.Line(row.Pos())
	if cells := countCells(c.sourceLine(line)); cells != len(table.Alignments) {
		c.Report(line, "table-row", "the row has %d cells, the head of its table %d; write \\| for a bar that divides no cells", cells, len(table.Alignments))
	}
}

// countCells counts the cells of a table's row: a bar divides two, even in
// code, unless a backslash stands before it.
func countCells(row string) int {
	row = strings.TrimLeft(row, " >")
	row = strings.TrimPrefix(strings.TrimSpace(strings.ReplaceAll(row, `\|`, "")), "|")
	return 1 + strings.Count(strings.TrimSuffix(row, "|"), "|")
}

// sourceLine returns a line of the lesson's source.
func (c *textChecker) sourceLine(number int) string {
	if number < 1 || number > len(c.lesson.lines) {
		return ""
	}
	rest := c.lesson.Source[c.lesson.lines[number-1]:]
	before, _, _ := bytes.Cut(rest, []byte("\n"))
	return string(before)
}

// checkBreak reports a line of hyphens right under a line of text: elsewhere
// that makes the text a heading, here it divides.
func (c *textChecker) checkBreak(n *ast.ThematicBreak) {
	_, underText := n.PreviousSibling().(*ast.Paragraph)
	line := c.line(n)
	if underText && strings.Trim(c.sourceLine(line-1), " \t>") != "" {
		c.Report(line, "markdown", "a line of hyphens under a text; write ## before the words of a heading, or leave a line free")
	}
}

// checkClosed reports a fence that nothing closes, or only the end of the next
// one: all between would be taken for code.
func (c *textChecker) checkClosed(n *markup.CellNode, opening int) {
	const never = "this fence is never closed; close it with a line of the same signs"
	last := opening
	for _, line := range n.Lines().Sliced(0, n.Lines().Len()) {
		if bytes.HasPrefix(line.Value(c.lesson.Source), []byte("```")) && strings.Contains(c.sourceLine(opening), "```") {
			c.Report(opening, "fence-closed", never+", before line %d", c.lesson.Line(line.Start))
			return
		}
	}
	if lines := n.Lines(); lines.Len() > 0 {
		last = c.lesson.Line(lines.At(lines.Len() - 1).Start)
	}
	closing := strings.TrimLeft(c.sourceLine(last+1), " >\t")
	if !strings.HasPrefix(closing, "```") && !strings.HasPrefix(closing, "~~~") {
		c.Report(opening, "fence-closed", never)
	}
}
