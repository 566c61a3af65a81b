package book

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
)

// textChecker checks a lesson's text against its programs and run.
type textChecker struct {
	rule.File
	lesson *Lesson
	fresh  bool            // what is recorded is what the programs do now
	places map[string]int  // the parts that a lesson has, and the line where each first comes
	once   map[string]bool // what stands here and may once: roles that are shown whole, ids of tasks

	inSources bool         // what follows is the list of sources
	usedFacts map[int]bool // by their index
}

// checkText checks the lesson's document, but for its links.
func (l *Lesson) checkText(document ast.Node) []Problem {
	c := &textChecker{File: rule.File{Path: l.Path}, lesson: l, places: map[string]int{}, once: map[string]bool{}, usedFacts: map[int]bool{}}
	c.fresh = l.reading.isPage || len(l.Stale()) == 0
	c.checkFrontMatter()
	c.checkFactKinds()
	markup.Each(document, c.checkNode)
	c.checkHeadings(document)
	c.checkFacts()
	if !l.reading.isPage {
		c.checkPlan()
		c.checkLength()
	}
	return c.Problems
}

func (c *textChecker) line(n ast.Node) int { return c.lesson.Line(max(n.Pos(), 0)) }

func (c *textChecker) checkNode(n ast.Node) {
	switch n := n.(type) {
	case *markup.CellNode:
		c.checkClosed(n, c.line(n))
		c.checkCell(n)
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
		c.inSources = c.inSources || isSources(n, c.lesson.Source)
		c.checkLeftovers(n)
		c.checkNumbers(n)
	case *ast.LinkReferenceDefinition:
		c.Report(c.line(n), "markdown", "a link's address apart from its text; write [text](page.md)")
	case *east.TableRow:
		c.checkRow(n)
	case *ast.ThematicBreak:
		c.checkBreak(n)
	case *markup.Callout:
		c.checkCallout(n)
	case *ast.Blockquote:
		c.checkQuote(n)
	case *ast.Link:
		c.checkRFC(n)
	case *ast.AutoLink:
		c.checkAutoLink(n)
	case *ast.HTMLBlock, *ast.RawHTML:
		c.Report(c.line(n), "markdown", "raw HTML; write Markdown, or put code between backquotes")
	case *ast.Image:
		c.Report(c.line(n), "markdown", "an image; drawings come from calls and wire cells")
	case *ast.CodeBlock:
		c.Report(c.line(n), "markdown", "an indented code block; use a fence: ```sh")
	case *east.Table:
		c.checkColumns(n)
		c.see(aTable, c.line(n))
	}
}

func (c *textChecker) checkCell(n *markup.CellNode) {
	if n.Err != nil {
		c.Report(n.Line, "cell", "%v", n.Err)
		return
	}
	switch cell := n.Cell.(type) {
	case markup.PairCell:
		c.checkPairCell(n.Line, cell)
	case markup.CodeCell:
		if cell.Language == "diff" {
			c.checkDiff(n)
		}
		if task, _ := taskAround(n); task {
			c.knownNumbers().learn(string(n.Lines().Value(c.lesson.Source)))
		}
	case markup.RunCell:
		if _, again := c.places[aRun]; again {
			c.Report(n.Line, "shown-once", "a second run cell; one shows the whole run")
		}
		c.see(aRun, n.Line)
	case markup.CallsCell:
		for _, call := range cell.Calls {
			if call.From.Role == call.To.Role {
				c.Report(call.Line, "arrow-form", "a call from %s to itself; an arrow leads from one role to another", call.From.Role)
			}
			c.checkStepRef(call.Line, call.From)
			c.checkStepRef(call.Line, call.To)
		}
		if c.fresh {
			c.checkCalls(cell.Calls)
		}
	}
}

func (c *textChecker) checkPairCell(line int, cell markup.PairCell) {
	pair := c.lesson.Pair(cell.Role)
	switch {
	case pair == nil:
		c.Report(line, "cell-step", "no role %s; there is no folder snippets/%s/%s", cell.Role, c.lesson.ID, cell.Role)
		return
	case cell.From == 0:
		if c.once[cell.Role] {
			c.Report(line, "shown-once", "%s is shown whole twice; name steps the second time", cell.Role)
		}
		c.once[cell.Role] = true
		c.see(aPair, line)
		return
	}
	starts := slices.ContainsFunc(pair.Rows, func(r Row) bool { return r.From == cell.From })
	ends := slices.ContainsFunc(pair.Rows, func(r Row) bool { return r.To == cell.To && r.From > 0 })
	if pair.Rows != nil && (!starts || !ends) {
		c.Report(line, "cell-step", "steps %d-%d of %s cannot be cut out: they are not there, or a joined step lies across", cell.From, cell.To, cell.Role)
	}
}

func (c *textChecker) checkStepRef(line int, ref markup.StepRef) {
	pair := c.lesson.Pair(ref.Role)
	switch {
	case pair == nil:
		c.Report(line, "cell-step", "no role %s; there is no folder snippets/%s/%s", ref.Role, c.lesson.ID, ref.Role)
	case pair.Rows != nil && (ref.Step < 1 || ref.Step > pair.LastStep()):
		c.Report(line, "cell-step", "%s has no step %d", ref.Role, ref.Step)
	}
}

func (c *textChecker) checkCallout(n *markup.Callout) {
	if n.Title == "" {
		known := rule.List(markup.Callouts(), func(k markup.CalloutKind) string { return k.Name })
		c.Report(n.Line, "callout", "unknown callout [!%s]; known are %s", n.Name, known)
		return
	}
	c.see(partOf(n.Name), n.Line)
	c.checkTask(n)
	if !n.HasChildren() {
		c.Report(n.Line, "callout", "[!%s] has no text", n.Name)
		return
	}
	answer, answered := n.LastChild().(*markup.Answer)
	switch {
	case answered && !answer.HasChildren():
		c.Report(n.Line, "callout", "nothing follows the line --- of [!%s]", n.Name)
	case n.IsAnswered && !answered:
		c.Report(n.Line, "callout", "[!%s] has no answer; write it after a line ---", n.Name)
	}
}

// checkQuote finds callouts whose marker does not stand alone.
func (c *textChecker) checkQuote(n *ast.Blockquote) {
	first := n.FirstChild()
	if first == nil || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	if bytes.HasPrefix(line.Value(c.lesson.Source), []byte("[!")) {
		c.Report(c.line(n), "callout", "the marker of a callout stands alone on the first line: > [!TRAP], or > [!EXERCISE] 15 minutes")
	}
}

func (c *textChecker) checkHeadings(document ast.Node) {
	level := 1
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		heading, ok := n.(*ast.Heading)
		if !ok {
			continue
		}
		if heading.Level == 1 || heading.Level > level+1 {
			c.Report(c.line(n), "heading-level", "a heading of level %d under one of level %d; begin with ## and leave no level out", heading.Level, level)
		}
		level = heading.Level
		if id := markup.HeadingID(heading); isPageID(id) {
			c.Report(c.line(n), "heading-id", "the heading's id %s is one that every page has; word it otherwise", id)
		} else if c.isPairID(id) {
			c.Report(c.line(n), "heading-id", "the heading's id %s is also that of a pair or a step; word it otherwise", id)
		}
	}
}
