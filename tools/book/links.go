package book

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
)

// link is a link with a text, and where it leads.
type link struct {
	line   int
	target string
	text   string
}

// links collects the links of a document.
func links(lesson *Lesson, document ast.Node) []link {
	var all []link
	markup.Each(document, func(n *ast.Link) {
		all = append(all, link{lesson.Line(max(n.Pos(), 0)), string(n.Destination), markup.Text(n, lesson.Source)})
	})
	return all
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
		case strings.TrimSpace(link.text) == "":
			c.Report(link.line, "link", "a link without words; nobody could follow it")
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

// aRFC finds the number of an RFC in a link's text.
var aRFC = regexp.MustCompile(`\bRFC (\d+)`)

// checkRFC reports a link whose text names one RFC and whose address another.
func (c *textChecker) checkRFC(n *ast.Link) {
	named := aRFC.FindStringSubmatch(markup.Text(n, c.lesson.Source))
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
