// Package markup is the Markdown that lessons are written in: cells, which are
// fenced blocks that show code or output, and callouts, which are quotes with a
// marker, in CommonMark with tables.
//
// It knows no programs, no runs and no rules; package book judges what a text
// says, package render draws it. Begin at Parse, then CellKinds and Callouts,
// the tables of what there is.
package markup

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Parse parses CommonMark with GitHub tables, without underlined headings (so
// that a line of hyphens always divides), with callouts and cells. The nodes
// point into the source; line tells the line of an offset in it. What is wrong
// with a cell is kept in its node.
func Parse(source []byte, line func(offset int) int) ast.Node {
	blocks := slices.DeleteFunc(parser.DefaultBlockParsers(), func(v util.PrioritizedValue) bool {
		return v.Priority == 100 // the underlined heading
	})
	paragraphs := append(parser.DefaultParagraphTransformers(),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		util.Prioritized(calloutMarker{}, 50))
	p := parser.NewParser(
		parser.WithBlockParsers(blocks...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(paragraphs...),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(structure{line}, 100)),
		parser.WithAutoHeadingID())
	context := parser.NewContext(parser.WithIDs(&ids{seen: map[string]bool{}}))
	return p.Parse(text.NewReader(source), parser.WithContext(context))
}

// calloutMarker takes the line [!NAME], or [!EXERCISE label] 15 minutes, off a
// block quote's first paragraph and remembers its parts on the quote.
type calloutMarker struct{}

var marker = regexp.MustCompile(`^\[!([A-Za-z]+)(?: ([a-z0-9-]+))?\](?: (\d{1,4}) minutes)?$`)

const calloutAttribute = "callout"

// Transform implements parser.ParagraphTransformer.
func (calloutMarker) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || node.PreviousSibling() != nil || node.Lines().Len() == 0 {
		return
	}
	lines := node.Lines()
	first := lines.At(0)
	m := marker.FindSubmatch(bytes.TrimSpace(first.Value(reader.Source())))
	if m == nil {
		return
	}
	quote.SetAttributeString(calloutAttribute, m)
	rest := text.NewSegments()
	rest.AppendAll(lines.Sliced(1, lines.Len()))
	node.SetLines(rest)
	if rest.Len() == 0 {
		quote.RemoveChild(quote, node)
	}
}

// structure replaces fenced blocks by cells and marked quotes by callouts.
type structure struct{ line func(offset int) int }

// Transform implements parser.ASTTransformer.
func (s structure) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	var fences []*ast.FencedCodeBlock
	var quotes []*ast.Blockquote
	Each(doc, func(n *ast.FencedCodeBlock) { fences = append(fences, n) })
	Each(doc, func(n *ast.Blockquote) {
		if _, marked := n.AttributeString(calloutAttribute); marked {
			quotes = append(quotes, n)
		}
	})
	for _, fence := range fences {
		replace(fence, s.cell(fence, reader.Source()))
	}
	for _, quote := range quotes {
		replace(quote, s.callout(quote))
	}
}

func replace(old, new ast.Node) { old.Parent().ReplaceChild(old.Parent(), old, new) }

func (s structure) cell(fence *ast.FencedCodeBlock, source []byte) ast.Node {
	info := ""
	if fence.Info != nil {
		info = string(fence.Info.Value(source))
	}
	var body []string
	for _, line := range fence.Lines().Sliced(0, fence.Lines().Len()) {
		body = append(body, string(line.Value(source)))
	}
	node := &CellNode{Line: s.line(fence.Pos())}
	node.Cell, node.Err = parseCell(info, body, node.Line+1)
	var better *lineError
	if errors.As(node.Err, &better) {
		node.Line = better.line
	}
	node.SetLines(fence.Lines())
	node.SetPos(fence.Pos())
	return node
}

func (s structure) callout(quote *ast.Blockquote) ast.Node {
	value, _ := quote.AttributeString(calloutAttribute)
	parts := value.([][]byte)
	name, label := string(parts[1]), string(parts[2])
	callout := &Callout{CalloutKind: calloutKind(name), Line: s.line(quote.Pos())}
	if callout.IsTask || label != "" {
		callout.ID = taskID(name, label)
	}
	callout.Minutes, _ = strconv.Atoi(string(parts[3])) // 0 if there are none
	callout.SetPos(quote.Pos())
	var into ast.Node = callout
	for child := quote.FirstChild(); child != nil; child = quote.FirstChild() {
		quote.RemoveChild(quote, child)
		if _, divides := child.(*ast.ThematicBreak); divides && into == callout {
			into = &Answer{}
			callout.AppendChild(callout, into)
			continue
		}
		into.AppendChild(into, child)
	}
	return callout
}
