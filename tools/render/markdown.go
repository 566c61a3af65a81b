package render

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
)

// renderer returns a renderer for the page's Markdown. It is made for one
// page, because cells are numbered through a page.
func (p *page) renderer() renderer.Renderer {
	return renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(p, 100),
		util.Prioritized(extension.NewTableHTMLRenderer(), 500),
		util.Prioritized(html.NewRenderer(), 1000),
	))
}

// RegisterFuncs implements renderer.NodeRenderer.
func (p *page) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(markup.KindCell, p.renderCell)
	r.Register(markup.KindCallout, renderCallout)
	r.Register(markup.KindAnswer, renderAnswer)
	r.Register(ast.KindEmphasis, renderEmphasis)
	r.Register(ast.KindHeading, renderHeading)
	r.Register(ast.KindLink, renderLink)
	r.Register(ast.KindListItem, startTag("li"))
	r.Register(ast.KindParagraph, startTag("p"))
	r.Register(east.KindTable, renderTable)
	r.Register(east.KindTableCell, renderTableCell)
}

func (p *page) renderCell(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	node := n.(*markup.CellNode)
	var err error
	switch cell := node.Cell.(type) {
	case markup.PairCell:
		err = p.writePair(w, cell)
	case markup.RunCell:
		err = p.writeRun(w)
	case markup.CallsCell:
		err = p.writeCalls(w, cell)
	case markup.WireCell:
		err = p.writeWire(w)
	case markup.DemuxCell:
		err = p.writeDemux(w, cell, node.Line)
	case markup.FiguresCell:
		err = p.writeFigures(w)
	case markup.RulesCell:
		err = p.theme.write(w, "rules.html", rule.All())
	case markup.FaultsCell:
		err = p.writeFaults(w)
	case markup.CodeCell:
		err = p.writeCode(w, cell, node.Line, node.Lines().Value(source))
	default:
		err = fmt.Errorf("%s:%d: a cell of the unknown type %T", p.lesson.Path, node.Line, cell)
	}
	return ast.WalkSkipChildren, err
}

func renderCallout(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		fmt.Fprint(w, "</div>\n")
		return ast.WalkContinue, nil
	}
	c := n.(*markup.Callout)
	id, title := "", c.Title
	if c.ID != "" {
		id = " id=" + c.ID
		title = fmt.Sprintf("<a href=#%s>%s</a>, about %s", c.ID, title, duration(c.Minutes))
	}
	fmt.Fprintf(w, "<div class=\"note %s\" role=note%s>\n<p class=label>%s</p>\n", strings.ToLower(c.Name), id, title)
	return ast.WalkContinue, nil
}

// duration says how long something takes: 45 minutes, 1½ hours.
func duration(minutes int) string {
	switch hours, rest := minutes/60, minutes%60; {
	case minutes == 60:
		return "1 hour"
	case minutes > 60 && rest == 0:
		return fmt.Sprintf("%d hours", hours)
	case minutes > 60 && rest == 30:
		return fmt.Sprintf("%d½ hours", hours)
	default:
		return fmt.Sprintf("%d minutes", minutes)
	}
}

func renderAnswer(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		fmt.Fprint(w, "<details><summary>Answer</summary>\n")
	} else {
		fmt.Fprint(w, "</details>\n")
	}
	return ast.WalkContinue, nil
}

// renderEmphasis writes a term where it is explained as one that the glossary
// links to.
func renderEmphasis(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	emphasis := n.(*ast.Emphasis)
	tag := "em"
	if emphasis.Level == 2 {
		tag = "strong"
	}
	term := markup.TermOf(emphasis, source)
	if term != "" {
		tag = "dfn"
	}
	switch {
	case !entering:
		fmt.Fprintf(w, "</%s>", tag)
	case term != "":
		fmt.Fprintf(w, `<dfn id=%s>`, markup.TermID(term))
	default:
		fmt.Fprintf(w, "<%s>", tag)
	}
	return ast.WalkContinue, nil
}

func renderHeading(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	heading := n.(*ast.Heading)
	id := template.HTMLEscapeString(markup.HeadingID(heading))
	if entering {
		fmt.Fprintf(w, `<h%d id=%s>`, heading.Level, id)
	} else {
		fmt.Fprintf(w, ` <a class=here href=#%s aria-label="Link to this section">#</a></h%d>`+"\n", id, heading.Level)
	}
	return ast.WalkContinue, nil
}

// renderLink writes links between lessons as links between their pages.
func renderLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		fmt.Fprint(w, "</a>")
		return ast.WalkContinue, nil
	}
	link := n.(*ast.Link)
	target := string(link.Destination)
	if page, fragment, _ := strings.Cut(target, "#"); strings.HasSuffix(page, ".md") && !strings.Contains(page, ":") {
		target = strings.TrimSuffix(page, ".md") + ".html"
		if fragment != "" {
			target += "#" + fragment
		}
	}
	fmt.Fprint(w, "<a href=", quoted(string(util.EscapeHTML(util.URLEscape([]byte(target), true)))))
	if link.Title != nil {
		fmt.Fprintf(w, ` title="%s"`, template.HTMLEscapeString(string(link.Title)))
	}
	fmt.Fprint(w, ">")
	return ast.WalkContinue, nil
}

// startTag returns a renderer that writes no end tag: the next block or the end
// of the parent ends the element, and each byte of a page is sent.
func startTag(tag string) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			fmt.Fprintf(w, "<%s>", tag)
		} else {
			fmt.Fprint(w, "\n")
		}
		return ast.WalkContinue, nil
	}
}

// renderTable wraps a table so that it can scroll on a narrow screen.
func renderTable(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		fmt.Fprint(w, "<div class=table tabindex=0 role=group aria-label=Table><table>\n")
	} else {
		fmt.Fprint(w, "</table></div>\n")
	}
	return ast.WalkContinue, nil
}

// renderTableCell aligns by class: the page's policy refuses inline style.
func renderTableCell(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	tag := "td"
	if n.Parent().Kind() == east.KindTableHeader {
		tag = "th"
	}
	if !entering { // no end tag: the next cell or the end of the row ends it
		return ast.WalkContinue, nil
	}
	fmt.Fprint(w, "<", tag)
	if cell := n.(*east.TableCell); cell.Alignment == east.AlignRight || cell.Alignment == east.AlignCenter {
		fmt.Fprint(w, " class=", cell.Alignment)
	}
	fmt.Fprint(w, ">")
	return ast.WalkContinue, nil
}
