package render_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"socketpairs/tools/book"
	"socketpairs/tools/render"
)

// parsePage parses a page as a browser does.
func parsePage(t *testing.T, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// elements returns all elements below a node that want reports true for.
func elements(root *html.Node, want func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && want(n) {
			found = append(found, n)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attribute(n, "class")), class)
}

func textOf(nodes ...*html.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		for child := range n.Descendants() {
			if child.Type == html.TextNode {
				b.WriteString(child.Data)
			}
		}
	}
	return b.String()
}

// figure returns the element with an id.
func byID(root *html.Node, id string) []*html.Node {
	return elements(root, func(n *html.Node) bool { return attribute(n, "id") == id })
}

// programText returns the text of a program as a page shows it, put together
// as the copy button does.
func programText(figure *html.Node, language book.Language) string {
	return textOf(elements(figure, func(n *html.Node) bool {
		return n.Data == "pre" && hasClass(n, language.Short())
	})...)
}

func TestPageTextAndDownloadAreTheProgramByteForByte(t *testing.T) {
	course, files := fixture(t)
	for _, lesson := range course.Lessons {
		root := parsePage(t, files[lesson.ID+".html"])
		for _, pair := range lesson.Pairs {
			figures := byID(root, pair.Role)
			if len(figures) != 1 {
				t.Fatalf("%s: %d elements with the id %s", lesson.ID, len(figures), pair.Role)
			}
			for _, program := range pair.Programs() {
				if got := programText(figures[0], program.Language); got != string(program.Source) {
					t.Errorf("%s: the page has\n%q\nwant\n%q", program.Path, got, program.Source)
				}
				if !bytes.Equal(files[program.Path], program.Source) {
					t.Errorf("%s: the download differs from the file", program.Path)
				}
			}
		}
	}
}

func TestAnExcerptHasTheLinesOfItsSteps(t *testing.T) {
	_, files := fixture(t)
	root := parsePage(t, files["greeting.html"])
	text := programText(byID(root, "cell-server")[0], book.Go)
	for _, want := range []string{"\t// 3. Accept", "\t// 4. Receive", "log.Fatal(err)\n\t}\n}\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the excerpt:\n%s", want, text)
		}
	}
	if strings.Contains(text, "// 1-2.") {
		t.Errorf("a step too many:\n%s", text)
	}
}

// What is inline is refused by the pages' policy, apart from what it names by
// its hash.
func TestNothingIsInlineThatThePolicyRefuses(t *testing.T) {
	_, files := fixture(t)
	for _, name := range pages(files) {
		root := parsePage(t, files[name])
		policy := policyOf(root)
		for _, n := range elements(root, func(*html.Node) bool { return true }) {
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s %s>", name, n.Data, a.Key)
				}
			}
			if n.Data != "style" && (n.Data != "script" || attribute(n, "src") != "") {
				continue
			}
			if name != "404.html" {
				t.Errorf("%s: an inline <%s>; only the page for a missing address needs one", name, n.Data)
			}
			sum := sha256.Sum256([]byte(textOf(n)))
			hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
			if !strings.Contains(policy, n.Data+"-src "+hash) && !strings.Contains(policy, n.Data+"-src 'self' "+hash) {
				t.Errorf("%s: an inline <%s> of which the policy has no hash: %s", name, n.Data, policy)
			}
		}
		if strings.Contains(policy, "unsafe") || !strings.HasPrefix(policy, "default-src 'none'; ") {
			t.Errorf("%s: a policy that is not strict: %s", name, policy)
		}
	}
}

func policyOf(root *html.Node) string {
	metas := elements(root, func(n *html.Node) bool { return attribute(n, "http-equiv") == "Content-Security-Policy" })
	if len(metas) != 1 {
		return ""
	}
	return attribute(metas[0], "content")
}

func TestIDsAreUnique(t *testing.T) {
	_, files := fixture(t)
	for _, name := range pages(files) {
		seen := map[string]bool{}
		for _, n := range elements(parsePage(t, files[name]), func(n *html.Node) bool { return attribute(n, "id") != "" }) {
			id := attribute(n, "id")
			if seen[id] {
				t.Errorf("%s: the id %s stands twice", name, id)
			}
			seen[id] = true
		}
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	_, files := fixture(t)
	roots := map[string]*html.Node{}
	for _, name := range pages(files) {
		roots[name] = parsePage(t, files[name])
	}
	for name, root := range roots {
		for _, n := range elements(root, func(n *html.Node) bool { return attribute(n, "href")+attribute(n, "src") != "" }) {
			target := attribute(n, "href") + attribute(n, "src")
			if strings.HasPrefix(target, "https://") && n.Data == "a" || strings.HasPrefix(target, "data:") {
				continue
			}
			page, fragment, _ := strings.Cut(target, "#")
			if page == "" {
				page = name
			}
			if files[path.Clean(page)] == nil {
				t.Errorf("%s: there is no file %s", name, target)
			} else if fragment != "" && len(byID(roots[page], fragment)) != 1 {
				t.Errorf("%s: nothing has the id of %s", name, target)
			}
		}
	}
}

func TestEveryPageHasItsLandmarks(t *testing.T) {
	_, files := fixture(t)
	for _, name := range pages(files) {
		root := parsePage(t, files[name])
		for _, tag := range []string{"main", "h1", "title", "header"} {
			if n := len(elements(root, func(n *html.Node) bool { return n.Data == tag })); n != 1 {
				t.Errorf("%s: %d elements <%s>", name, n, tag)
			}
		}
		if lang := elements(root, func(n *html.Node) bool { return n.Data == "html" && attribute(n, "lang") == "en" }); len(lang) != 1 {
			t.Errorf("%s: no lang", name)
		}
		first := elements(root, func(n *html.Node) bool { return n.Data == "a" })[0]
		if attribute(first, "href") != "#main" {
			t.Errorf("%s: the first link does not skip to the text", name)
		}
	}
}

// A reader who comes to any page finds the project, and how to run it.
func TestTheFootSaysWhereTheProjectIs(t *testing.T) {
	course, files := fixture(t)
	for _, home := range []string{"", "https://example.org/pairs"} {
		if course.Home = home; home != "" {
			var err error
			if files, err = render.Site(course, os.DirFS("theme")); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range pages(files) {
			if name == "404.html" {
				continue // leads to the first page alone
			}
			foot := elements(parsePage(t, files[name]), func(n *html.Node) bool { return n.Data == "footer" })
			links := elements(foot[0], func(n *html.Node) bool { return n.Data == "a" })
			if len(links) == 0 || attribute(links[len(links)-1], "href") != "index.html#run" {
				t.Errorf("%s: the foot's last link does not say how to run it", name)
			} else if home != attribute(links[0], "href") && home != "" || !strings.Contains(textOf(foot...), "project") {
				t.Errorf("%s: the foot does not say where the project is: %s", name, textOf(foot...))
			}
		}
	}
}

// The style hides a pair or a table that nothing follows: while the page comes,
// that one is not whole.
func TestSomethingFollowsEachPairAndTable(t *testing.T) {
	_, files := realSite(t)
	for _, name := range pages(files) {
		for _, n := range elements(parsePage(t, files[name]), func(n *html.Node) bool {
			return n.Parent.Data == "main" && (hasClass(n, "pair") || hasClass(n, "table"))
		}) {
			next := n.NextSibling
			for next != nil && next.Type != html.ElementNode {
				next = next.NextSibling
			}
			if next == nil {
				t.Errorf("%s: nothing follows %s %q: it stays hidden", name, attribute(n, "class"), attribute(n, "id"))
			}
		}
	}
}

func TestJoinedStepsAreLinked(t *testing.T) {
	_, files := fixture(t)
	root := parsePage(t, files["greeting.html"])
	for id, class := range map[string]string{
		"server-1": "ga", "server-2": "gz", "server-3": "",
		"client-1": "", "client-2": "pa", "client-3": "pz",
	} {
		if got := attribute(byID(root, id)[0], "class"); got != class {
			t.Errorf("%s has the class %q, want %q", id, got, class)
		}
	}
	blocks := elements(byID(root, "server")[0], func(n *html.Node) bool { return n.Data == "pre" && hasClass(n, "s2") })
	if len(blocks) != 1 || !strings.Contains(textOf(blocks[0]), "// 1-2.") {
		t.Errorf("%d blocks span two steps; want the one of the Go program", len(blocks))
	}
	if !bytes.Contains(files["style.css"], []byte(".s2{grid-row-end:span 2}")) {
		t.Error("style.css has no rule for what spans two steps")
	}
}

func TestTheFirstViewFitsTenSegments(t *testing.T) {
	const most = 14600 // bytes: ten segments of 1,460
	_, files := fixture(t)
	shared := gzipped(t, files["style.css"]) + gzipped(t, files["script.js"])
	for _, name := range pages(files) {
		if size := shared + gzipped(t, files[name]); size > most {
			t.Errorf("%s, style and script: %d bytes", name, size)
		}
	}
}

func gzipped(t *testing.T, content []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	_, writeErr := w.Write(content)
	if closeErr := w.Close(); writeErr != nil || closeErr != nil {
		t.Fatal(writeErr, closeErr)
	}
	return b.Len()
}
