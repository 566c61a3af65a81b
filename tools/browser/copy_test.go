package browser

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/input"
)

// program returns a program as it stands in the sources, from its path in the
// site, which is the same.
func program(t *testing.T, site *site, path string) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(path)))
	must(t, err)
	if download := site.read(t, path); download != string(source) {
		t.Errorf("site/%s differs from %s", path, path)
	}
	return string(source)
}

// copies are the programs that were copied on some page.
type copies struct {
	mu       sync.Mutex
	programs map[string]bool
}

// fromTheDisk checks what a reader gets who opened the folder: the copied and
// the selected text of each program, a download, and peace.
func (c *copies) fromTheDisk(t *testing.T, site *site, tab *tab, _ string) {
	isStill(t, tab)
	for i, path := range ask[[]string](t, tab, "programs", tab.base) {
		copied := tab.copied(t, i, func() { tab.click(t, ask[point](t, tab, "copyButton", i)) })
		same(t, "the clipboard", copied, path, program(t, site, path))
		c.mu.Lock()
		c.programs[path] = true
		c.mu.Unlock()
	}
	selectsOnlyCode(t, tab)
	tab.isQuiet(t)
}

// areAll checks that each program of the site can be copied on some page.
func (c *copies) areAll(t *testing.T, site *site) {
	t.Helper()
	for _, path := range site.find(t, "snippets", ".py", ".go") {
		if !c.programs[path] {
			t.Errorf("no page lets one copy %s", path)
		}
	}
}

// fromTheServer checks the same of the page on a web host, with the keyboard.
func fromTheServer(t *testing.T, site *site, tab *tab, _ string) {
	isStill(t, tab)
	for i, path := range ask[[]string](t, tab, "programs", tab.base) {
		copied := tab.copied(t, i, func() {
			ask[bool](t, tab, "focusCopyButton", i)
			tab.press(t, "Enter", 13, "\r")
		})
		same(t, "the clipboard", copied, path, program(t, site, path))
	}
	for i, path := range ask[[]string](t, tab, "downloads", tab.base) {
		ask[bool](t, tab, "focusDownload", i)
		tab.press(t, "Enter", 13, "\r")
		tab.got.next(t, path)
	}
	tab.isQuiet(t)
}

// same compares two texts, and shows the first line in which they differ.
func same(t *testing.T, what, got, path, want string) {
	t.Helper()
	if got == want {
		return
	}
	gotLines, wantLines := strings.SplitAfter(got, "\n"), strings.SplitAfter(want, "\n")
	i := 0
	for i < min(len(gotLines), len(wantLines))-1 && gotLines[i] == wantLines[i] {
		i++
	}
	t.Errorf("%s is not %s; line %d is\n%q\nwant\n%q", what, path, i+1, gotLines[i], wantLines[i])
}

// copied presses the i-th copy button as it is told, and returns what is on the
// clipboard then.
func (tab *tab) copied(t *testing.T, i int, press func()) string {
	t.Helper()
	tab.clipboard.Lock()
	defer tab.clipboard.Unlock()
	press()
	if says := ask[string](t, tab, "copied", i); says != "Copied" {
		t.Errorf("the button says %q", says)
	}
	return ask[string](t, tab, "clipboard")
}

// selectsOnlyCode draws the mouse over each column of code, and then selects
// all of the page.
func selectsOnlyCode(t *testing.T, tab *tab) {
	t.Helper()
	for i, want := range ask[[]string](t, tab, "columns") {
		// A column may be higher than the window. A press alone, which does not
		// select yet, would be forgotten once the page is scrolled.
		start := ask[point](t, tab, "columnStart", i)
		tab.mouse(t, input.DispatchMouseEventTypeMousePressed, start)
		tab.mouse(t, input.DispatchMouseEventTypeMouseMoved, point{start.X + 20, start.Y})
		end := ask[point](t, tab, "columnEnd", i)
		tab.mouse(t, input.DispatchMouseEventTypeMouseMoved, end)
		tab.mouse(t, input.DispatchMouseEventTypeMouseReleased, end)
		if got := ask[string](t, tab, "selected"); oneLine(got) != oneLine(want) {
			t.Errorf("the mouse selects\n%q\nwant\n%q", got, want)
		}
		ask[bool](t, tab, "unselect")
	}
	for _, label := range ask[[]string](t, tab, "labels") {
		t.Errorf("selecting all of a cell selects the label %s", label)
	}
}

// oneLine takes the empty lines away: between two blocks of code, Chromium
// copies another number of them than is there. What the blocks hold is exact.
func oneLine(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString(strings.TrimRight(line, "\n") + "\n")
		}
	}
	return b.String()
}

// isStill fails the test if something has moved since the page was opened.
func isStill(t *testing.T, tab *tab) {
	t.Helper()
	for _, shift := range ask[[]string](t, tab, "shifts") {
		t.Errorf("the page moved while it was loading, by %s", shift)
	}
}
