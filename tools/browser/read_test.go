package browser

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// A reader reads all pages without script.
type reader struct {
	followed sync.Map // the types of files whose download was followed
}

// withoutScript checks that a reader without script has all that one with
// script has: text, drawings, links, and answers that open. In the end, the
// page is open with script.
func (r *reader) withoutScript(t *testing.T, site *site, tab *tab, page string) {
	text, drawings := ask[[]string](t, tab, "text"), ask[int](t, tab, "drawings")
	if useless := ask[[]string](t, tab, "useless"); len(useless) > 0 {
		t.Errorf("these are there and do nothing: %q", useless)
	}
	if at := ask[*point](t, tab, "summary", 0); at != nil {
		tab.click(t, *at)
		if !ask[bool](t, tab, "opened", 0) {
			t.Error("the first answer does not open")
		}
	}
	linksLead(t, site, tab)
	tab.isQuiet(t)
	r.opensDownloads(t, site, tab)

	setScript(t, tab, true)
	t.Cleanup(func() { setScript(t, tab, false) })
	tab.open(t, page)
	if more := difference(ask[[]string](t, tab, "text"), text); len(more) > 0 {
		t.Errorf("only with script one sees %q", more)
	}
	if more := ask[int](t, tab, "drawings"); more > drawings {
		t.Errorf("%d drawings with script, %d without", more, drawings)
	}
}

func setScript(t *testing.T, tab *tab, on bool) {
	t.Helper()
	call(t, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// difference returns what is in a more often than in b.
func difference(a, b []string) []string {
	left := slices.Clone(b)
	var more []string
	for _, s := range a {
		if i := slices.Index(left, s); i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else {
			more = append(more, s)
		}
	}
	return more
}

// linksLead checks that each link within the folder leads to a file that
// exists, and to a place that it has.
func linksLead(t *testing.T, site *site, tab *tab) {
	t.Helper()
	for _, link := range ask[[]string](t, tab, "links") {
		path, inside := strings.CutPrefix(link, tab.base)
		if !inside {
			if !strings.HasPrefix(link, "https://") {
				t.Errorf("a link leaves the folder and is not https: %s", link)
			}
			continue
		}
		path, fragment, _ := strings.Cut(path, "#")
		path, err := url.PathUnescape(path)
		must(t, err)
		if target := site.read(t, path); fragment != "" && !hasID(t, target, fragment) {
			t.Errorf("%s has no place #%s", path, fragment)
		}
	}
}

func hasID(t *testing.T, page, id string) bool {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	must(t, err)
	for n := range root.Descendants() {
		if slices.Contains(n.Attr, html.Attribute{Key: "id", Val: id}) {
			return true
		}
	}
	return false
}

// fits checks that nothing is lost on a phone, and where all or only the text
// is twice as large (WCAG 2.2, 1.4.4 and 1.4.10); and that nothing moves for
// those who do not want it.
func fits(t *testing.T, _ *site, tab *tab, _ string) {
	nothing := func(when string, found []string) {
		t.Helper()
		for _, fault := range found {
			t.Errorf("%s: %s", when, fault)
		}
	}
	nothing("less motion", ask[[]string](t, tab, "motions"))
	nothing("1280 px wide", ask[[]string](t, tab, "cutTables"))
	nothing("1280 px wide", ask[[]string](t, tab, "astray"))
	for _, size := range []struct {
		when          string
		width, height int64
		scale         float64
	}{
		{"390 px wide", 390, 844, 1},
		{"1280 px wide, enlarged to 200 %", 640, 450, 2},
		{"1280 px wide, enlarged to 400 %", 320, 256, 4},
		{"820 px wide", 820, 1180, 1},
		{"1280 px wide", 1280, 900, 1},
	} {
		tab.resize(t, size.width, size.height, size.scale)
		nothing(size.when, ask[[]string](t, tab, "lost"))
	}
	setFontSize(t, tab, 32)
	// A script follows the size, at the next frame: only then is all at rest.
	defer ask[bool](t, tab, "settled")
	defer setFontSize(t, tab, 16)
	nothing("1280 px wide, text of twice the size", ask[[]string](t, tab, "lost"))
}

// prints checks that paper keeps together what belongs together, on pages with
// code.
func prints(t *testing.T, site *site, tab *tab, page string) {
	if !strings.Contains(site.read(t, page), "class=columns") {
		return
	}
	call(t, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	defer call(t, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	finds(t, tab, "on paper", "parted")
}

// opensDownloads follows a download of each type of file. From a disk, Chromium
// shows what it can show, instead of downloading it.
func (r *reader) opensDownloads(t *testing.T, site *site, tab *tab) {
	t.Helper()
	for i, path := range ask[[]string](t, tab, "downloads", tab.base) {
		if _, known := r.followed.LoadOrStore(filepath.Ext(path), true); known {
			continue
		}
		back := ask[string](t, tab, "address")
		if tab.follow(t, i, path) {
			same(t, "what the link shows", ask[string](t, tab, "shown"), path, site.read(t, path))
			tab.open(t, strings.TrimPrefix(back, tab.base))
		}
	}
}

// follow clicks on the i-th download, and reports whether the tab now shows
// the file instead of downloading it.
func (tab *tab) follow(t *testing.T, i int, path string) bool {
	t.Helper()
	loaded := tab.nextLoad(t)
	tab.click(t, ask[point](t, tab, "download", i))
	select {
	case id := <-tab.got.begun:
		tab.got.want[id] = path
		return false
	case <-loaded:
		return true
	case <-time.After(patience):
		t.Fatalf("neither a download nor a page: %s", path)
		return false
	}
}

// nextLoad returns a channel that gets the next event that a page is loaded.
func (tab *tab) nextLoad(t *testing.T) <-chan struct{} {
	t.Helper()
	loaded := make(chan struct{}, 1)
	must(t, listenOnce(tab, func(event any) bool {
		_, is := event.(*page.EventLoadEventFired)
		if is {
			loaded <- struct{}{}
		}
		return is
	}))
	return loaded
}
