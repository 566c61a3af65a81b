package browser

import (
	"context"
	"flag"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
)

// A visit is one way to come to every page of the site, and what must be true
// there.
type visit struct {
	name    string
	base    string
	prepare func(*testing.T, *tab)
	check   func(*testing.T, *site, *tab, string)
}

// visits returns all visits, those that take longest first.
func visits(s *site, axe *axe, copies *copies) []visit {
	return []visit{
		{"slowly in a wide window", s.slow, wide, inTurn(still, axe.findsNothing, prints, calmly, fits, (&walk{}).page)},
		{"slowly on a phone", s.slow, phone, fromTheServer},
		{"from the disk, without script and with it", s.disk, noScript, inTurn((&reader{}).withoutScript, copies.fromTheDisk)},
	}
}

// inTurn makes one check of several: a page takes longer to load than to look
// at.
func inTurn(checks ...func(*testing.T, *site, *tab, string)) func(*testing.T, *site, *tab, string) {
	return func(t *testing.T, site *site, tab *tab, page string) {
		for _, check := range checks {
			check(t, site, tab, page)
		}
	}
}

func wide(t *testing.T, tab *tab) { tab.resize(t, 1280, 900, 1) }

// still fails the test if something moves while the page comes.
func still(t *testing.T, _ *site, tab *tab, _ string) { isStill(t, tab) }

// calmly shows the page, until its test ends, to a reader who wants less
// motion.
func calmly(t *testing.T, _ *site, tab *tab, _ string) {
	calm(t, tab)
	t.Cleanup(func() { tab.prefer(t) })
}

// calm is for a reader who wants less motion; then scrolling is at once, too.
func calm(t *testing.T, tab *tab) {
	wide(t, tab)
	tab.prefer(t, "prefers-reduced-motion", "reduce")
}

// phone is one that has nothing of the site yet.
func phone(t *testing.T, tab *tab) {
	tab.resize(t, 390, 844, 1)
	call(t, tab, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
}

func noScript(t *testing.T, tab *tab) {
	wide(t, tab)
	call(t, tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

func TestEveryPage(t *testing.T) {
	site, ctx := openSite(t), startChromium(t)
	var clipboard sync.Mutex
	copies := &copies{programs: map[string]bool{}}
	for _, visit := range visits(site, axeCore(t), copies) {
		t.Run(visit.name, func(t *testing.T) { visit.all(t, site, ctx, &clipboard) })
	}
	t.Run("each program can be copied somewhere", func(t *testing.T) { copies.areAll(t, site) })
}

// all makes the visit to all pages, in several tabs.
func (v visit) all(t *testing.T, site *site, ctx context.Context, clipboard *sync.Mutex) {
	free := make(chan *tab, tabs)
	for range tabs {
		tab := newTab(t, ctx, v.base, clipboard)
		v.prepare(t, tab)
		free <- tab
		t.Cleanup(func() { tab.got.areExact(t, site) }) // after all pages
	}
	for _, page := range site.pages {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			tab := <-free
			defer func() { free <- tab }()
			tab.open(t, page)
			v.check(t, site, tab, page)
		})
	}
}

// tabs is how many pages are looked at together in one visit. Those that come
// slowly wait for most of their time.
const tabs = 3

// TestMain lets tests wait beside others: for a tab, not for a processor. What
// -parallel says is read after this.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "1000"); err != nil {
		panic(err) // the testing package has that flag
	}
	m.Run()
}
