package book

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/wire"
)

// Numbers as a text and as a program writes them: 2,297,136,533 or 0.32 or
// 127.0.0.1, and 5_000_000; and products that programs leave to the compiler.
var (
	textNumber = regexp.MustCompile(`\d+(?:,\d{3})*(?:\.\d+)*`)
	codeNumber = regexp.MustCompile(`\d[\d_]*(?:\.\d+)*`)
	product    = regexp.MustCompile(`(\d+) ?(<<|\*) ?(\d+)`)
)

// namesNumber matches numbers that are a name and count nothing: of a
// document, a version, a step, a protocol.
var namesNumber = regexp.MustCompile(`\bRFCs? [\d, and]+|(?i:\b(?:sections?|chapter|steps?|parts?|lessons?|lines?)) \d[\d.]*(?:(?: to | and |-|, )\d[\d.]*)*|` +
	`\b(?:Python|Go|Linux|HTTP|TLS)[ /]\d+\.\d+(?:\.\d+)?|\b(?:Windows|macOS|Debian) \d+`)

// stepNumber matches the number of a program's step.
var stepNumber = regexp.MustCompile(`(?m)^\s*(?:#|//) \d+(?:-\d+)?\. `)

// checkNumbers reports the numbers in a block of text that are neither in the
// lesson's programs and run nor among the facts of its front matter.
func (c *textChecker) checkNumbers(n ast.Node) {
	if c.inSources {
		return
	}
	text, offsets := typedText(n, c.lesson.Source, true)
	if task, folded := taskAround(n); task && !folded {
		c.knownNumbers().learn(text) // what a task asks for is its own
		return
	}
	masked := c.maskFacts(text)
	for _, place := range textNumber.FindAllStringIndex(masked, -1) {
		if isPartOfWord(masked, place[0], place[1]) {
			continue
		}
		number := masked[place[0]:place[1]]
		if !c.fresh || c.knownNumbers()[canonical(number)] {
			continue
		}
		c.Report(c.lesson.Line(offsets[place[0]]), "number", "%s is neither in the programs nor in the run; mend it, or say in facts: where it comes from", number)
	}
}

// taskAround reports whether a node is part of an exercise or assignment, and
// of its answer.
func taskAround(n ast.Node) (task, folded bool) {
	for ; n != nil; n = n.Parent() {
		switch n := n.(type) {
		case *markup.Answer:
			folded = true
		case *markup.Callout:
			return n.IsTask, folded
		}
	}
	return false, false
}

// maskFacts blanks out the facts in a text, noting that they are used, and the
// numbers that are names.
func (c *textChecker) maskFacts(text string) string {
	blank := func(s string) string { return strings.Repeat(" ", len(s)) }
	text = namesNumber.ReplaceAllStringFunc(text, blank)
	for i, fact := range c.lesson.Facts {
		for at := 0; ; {
			found := strings.Index(text[at:], fact.Says)
			if found < 0 {
				break
			}
			from, to := at+found, at+found+len(fact.Says)
			if at = to; isWhole(text, from, to) {
				c.usedFacts[i] = true
				text = text[:from] + blank(fact.Says) + text[to:]
			}
		}
	}
	return text
}

// isWhole reports whether a part of a text cuts no number and no word.
func isWhole(text string, from, to int) bool {
	return !cutsWord.MatchString(text[max(0, from-2):from]+"\x00"+text[from:min(from+1, to)]) &&
		!cutsWord.MatchString(text[max(from, to-1):to]+"\x00"+text[to:min(to+2, len(text))])
}

// cutsWord matches a cut, at the zero byte, inside of a number or a word.
var cutsWord = regexp.MustCompile(`[\pL\d]\x00[\pL\d]|\d[.,]\x00\d|\d\x00[.,]\d`)

// isPartOfWord reports whether a number belongs to a word such as IPv4, UTF-8
// or fd3.
func isPartOfWord(text string, from, to int) bool {
	isLetter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' || text[i] == '_')
	}
	return isLetter(from-1) || from > 0 && text[from-1] == '.' || from > 1 && text[from-1] == '-' && isLetter(from-2)
}

// separators stand between the digits of a number. Made once: a Replacer costs
// more than all that it replaces here.
var separators = strings.NewReplacer(",", "", "_", "")

// canonical writes a number in one way.
func canonical(number string) string {
	number = separators.Replace(number)
	if strings.Count(number, ".") == 1 {
		number = strings.TrimRight(strings.TrimRight(number, "0"), ".")
	}
	return number
}

// shown are those that a lesson's programs, run and packets show.
type shown map[string]bool

// knownNumbers are the lesson's own; a page of text alone has none.
func (c *textChecker) knownNumbers() shown {
	if c.lesson.shown != nil {
		return c.lesson.shown
	}
	known := shown{}
	c.lesson.shown = known
	for _, pair := range c.lesson.Pairs {
		for _, program := range pair.Programs() {
			known.learn(stepNumber.ReplaceAllString(string(program.Source), ""))
		}
	}
	if run := c.lesson.Run; run != nil && run.Recording != nil {
		for _, output := range run.Recording.Outputs {
			known.learn(output.Text)
		}
		if run.Trace != nil {
			known.learnWire(run.Trace)
		}
	}
	return known
}

// learn adds the numbers in a text, and what its simple products are.
func (k shown) learn(text string) {
	for _, number := range codeNumber.FindAllString(text, -1) {
		k[canonical(number)] = true
	}
	for _, m := range product.FindAllStringSubmatch(text, -1) {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[3])
		if m[2] == "<<" {
			k[strconv.Itoa(a<<b)] = true
		} else {
			k[strconv.Itoa(a*b)] = true
		}
	}
}

// learnWire adds the ends of segments, the sizes of segments, turns and
// streams, what they hold, and how many there are.
func (k shown) learnWire(trace *wire.Trace) {
	count := func(n int) { k[strconv.Itoa(n)] = true }
	count(len(trace.Segments))
	count(len(trace.Talks))
	for _, s := range trace.Segments {
		count(len(s.Payload))
		k.learn(s.From.String() + " " + s.To.String())
	}
	for _, talk := range trace.Talks {
		for _, side := range []wire.Side{wire.Client, wire.Server} {
			count(len(talk.Stream(side)))
		}
		for _, turn := range talk.Turns {
			count(len(turn.Data))
		}
	}
	k.learn(trace.Transcript())
}
