package book

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

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
	c.checkSources()
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
		if entering {
			c.checkNode(n)
		}
		return ast.WalkContinue, nil
	})
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
	case *CellNode:
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
	case *Callout:
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

// see notes that the lesson has something, and where it first comes.
func (c *textChecker) see(what string, line int) {
	if _, again := c.places[what]; !again {
		c.places[what] = line
	}
}

func (c *textChecker) checkCell(n *CellNode) {
	if n.Err != nil {
		c.Report(n.Line, "cell", "%v", n.Err)
		return
	}
	switch cell := n.Cell.(type) {
	case PairCell:
		c.checkPairCell(n.Line, cell)
	case CodeCell:
		if cell.Language == "diff" {
			c.checkDiff(n)
		}
		if task, _ := taskAround(n); task {
			c.knownNumbers().learn(string(n.Lines().Value(c.lesson.Source)))
		}
	case RunCell:
		if _, again := c.places[aRun]; again {
			c.Report(n.Line, "shown-once", "a second run cell; one shows the whole run")
		}
		c.see(aRun, n.Line)
	case CallsCell:
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

func (c *textChecker) checkPairCell(line int, cell PairCell) {
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

func (c *textChecker) checkStepRef(line int, ref StepRef) {
	pair := c.lesson.Pair(ref.Role)
	switch {
	case pair == nil:
		c.Report(line, "cell-step", "no role %s; there is no folder snippets/%s/%s", ref.Role, c.lesson.ID, ref.Role)
	case len(pair.Rows) > 0 && (ref.Step < 1 || ref.Step > pair.Rows[len(pair.Rows)-1].To):
		c.Report(line, "cell-step", "%s has no step %d", ref.Role, ref.Step)
	}
}

func (c *textChecker) checkCallout(n *Callout) {
	if n.Title == "" {
		var known []string
		for _, kind := range Callouts() {
			known = append(known, kind.Name)
		}
		c.Report(n.Line, "callout", "unknown callout [!%s]; known are %s", n.Name, strings.Join(known, ", "))
		return
	}
	c.see(partOf(n.Name), n.Line)
	c.checkTask(n)
	if !n.HasChildren() {
		c.Report(n.Line, "callout", "[!%s] has no text", n.Name)
		return
	}
	answer, answered := n.LastChild().(*Answer)
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

// link is a link with a text, and where it leads.
type link struct {
	line   int
	target string
}

// links collects the links of a document.
func links(lesson *Lesson, document ast.Node) []link {
	var all []link
	_ = ast.Walk(document, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // never fails
		if n, ok := n.(*ast.Link); ok && entering {
			all = append(all, link{lesson.Line(max(n.Pos(), 0)), string(n.Destination)})
		}
		return ast.WalkContinue, nil
	})
	return all
}

// aRFC finds the number of an RFC in a link's text.
var aRFC = regexp.MustCompile(`\bRFC (\d+)`)

// checkRFC reports a link whose text names one RFC and whose address another.
func (c *textChecker) checkRFC(n *ast.Link) {
	named := aRFC.FindStringSubmatch(plain(spans(n, c.lesson.Source)))
	target := string(n.Destination)
	if named != nil && strings.Contains(target, "/rfc") && !regexp.MustCompile(`/rfc`+named[1]+`\b`).MatchString(target) {
		c.Report(c.line(n), "rfc-link", "the link's text says RFC %s, its address %s", named[1], target)
	}
}

// checkAutoLink reports what stands between < and > and is not a page.
func (c *textChecker) checkAutoLink(n *ast.AutoLink) {
	if url := string(n.URL(c.lesson.Source)); !strings.HasPrefix(url, "https://") {
		c.Report(c.line(n), "link", "the link <%s> is not to a page; write <https://...>, or put it between backquotes", url)
	}
}

// checkLinks reports the lesson's links that lead out of the course but to no
// page over https, which are left to the reader, or nowhere in it.
func (b *Book) checkLinks(lesson *Lesson) []Problem {
	c := rule.File{Path: lesson.Path}
	for _, link := range lesson.links {
		page, fragment, _ := strings.Cut(link.target, "#")
		to := lesson
		if page != "" {
			to = b.Page(strings.TrimSuffix(page, ".md"))
		}
		switch {
		case strings.HasPrefix(link.target, "https://"), link.target == GlossaryID+".md":
		case strings.ContainsAny(page, `/\:`):
			c.Report(link.line, "link", "the link %s points outside lessons/; link a lesson as first-connection.md, or a page as https://...", link.target)
		case link.target == "":
			c.Report(link.line, "link", "a link to nothing")
		case to == nil || page != "" && !strings.HasSuffix(page, ".md"):
			c.Report(link.line, "dead-link", "dead link %s: there is no such lesson in %s", link.target, ContentsPath)
		case fragment != "" && to.Source != nil && !to.HasID(fragment):
			c.Report(link.line, "dead-link", "dead link %s: nothing in %s has the id %s", link.target, to.Path, fragment)
		}
	}
	return c.Problems
}

// HasID reports whether the lesson's page has an element with an id: that of
// a heading, a term, an exercise or assignment, a pair or a step.
func (l *Lesson) HasID(id string) bool {
	isTerm := slices.ContainsFunc(l.Terms, func(t Term) bool { return t.ID == id })
	isTask := slices.ContainsFunc(l.Tasks, func(t Task) bool { return t.ID == id })
	if l.anchors[id] || isTerm || isTask {
		return true
	}
	for _, pair := range l.Pairs {
		number, isStep := strings.CutPrefix(id, pair.Role+"-")
		if id == pair.Role {
			return true
		}
		if _, err := strconv.Atoi(number); isStep && err == nil && pair.Rows == nil {
			return true // without rows its steps cannot be told; a problem says why
		}
		for _, row := range pair.Rows {
			for n := max(row.From, 1); n <= row.To; n++ {
				if id == StepID(pair.Role, n) {
					return true
				}
			}
		}
	}
	return false
}

// StepID returns the id of a step's place in its lesson's page: server-2.
func StepID(role string, step int) string { return role + "-" + strconv.Itoa(step) }

// pageIDs are the ids of what stands on every page.
var pageIDs = []string{"main", "course", "exercise", "assignment"}

// pagePrefixes are what other ids of a page begin with: those of cells, of
// terms, of exercises and assignments, and of what the search adds.
var pagePrefixes = []string{"cell-", "term-", "exercise-", "assignment-", "search-"}

// isPageID reports whether an id may be that of something beside the text.
func isPageID(id string) bool {
	begins := func(prefix string) bool { return strings.HasPrefix(id, prefix) }
	return slices.Contains(pageIDs, id) || slices.ContainsFunc(pagePrefixes, begins)
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
		if id := HeadingID(heading); isPageID(id) {
			c.Report(c.line(n), "heading-id", "the heading's id %s is one that every page has; word it otherwise", id)
		} else if c.isPairID(id) {
			c.Report(c.line(n), "heading-id", "the heading's id %s is also that of a pair or a step; word it otherwise", id)
		}
	}
}

func (c *textChecker) isPairID(id string) bool {
	without := Lesson{Pairs: c.lesson.Pairs}
	return without.HasID(id)
}

// The parts of a lesson that are no callouts.
const (
	aPair  = "a pair cell"
	aRun   = "a run cell"
	aTable = "a table of what is the same and what differs"
)

// partOf returns the part that a callout is.
func partOf(callout string) string { return "[!" + callout + "]" }

// plan is what a lesson goes through, in this order.
var plan = []string{partOf("PREDICT"), aPair, aRun, partOf("EXERCISE"), partOf("ASSIGNMENT")}

// required is what a lesson has besides, anywhere.
var required = []string{aTable, partOf("TRAP"), partOf("SYSTEMS")}

// checkPlan checks that the lesson has all its parts.
func (c *textChecker) checkPlan() {
	last := 0
	for _, what := range plan {
		line, ok := c.places[what]
		if ok && line < last {
			c.Report(line, "lesson-plan", "%s comes too early; a lesson goes: %s", what, strings.Join(plan, ", "))
		}
		last = max(last, line)
	}
	for _, what := range slices.Concat(plan, required) {
		if _, ok := c.places[what]; !ok && what != aPair { // which each role has, see below
			c.Report(1, "lesson-plan", "the lesson has not got %s", what)
		}
	}
	for _, pair := range c.lesson.Pairs {
		if !c.once[pair.Role] {
			c.Report(1, "lesson-plan", "the lesson does not show the role %s whole; add a cell: pair %s", pair.Role, pair.Role)
		}
	}
}
