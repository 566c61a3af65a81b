package browser

import (
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// A need is what one reader or another has of a page.
type need struct {
	name, on string // on the longest page that has this text
	check    func(*testing.T, *site, *tab)
}

var needs = []need{
	{"to focus what is in the header moves nothing", "class=columns", headerIsStill},
	{"the tab key goes down the page", "class=columns", goesDown},
	{"another language leaves the reader where they are", "class=columns", languageStays},
	{"code is not smaller in a wider window", "class=columns", codeGrows},
	{"the mouse can hit what it should", "class=columns", targetsAreLarge},
	{"code and figures have names", "class=columns", piecesAreNamed},
	{"forced colors keep what is told by color", "class=net", colorsForced},
	{"spaced text is not lost", "class=net", textSpaced},
	{"answers are printed if one asks for them", "<details>", answersPrinted},
	{"the search finds what people ask for", "class=turn", searchAnswers},
	{"the contents know what was read, until told to forget", "class=turn", placeIsKept},
}

// TestReaders checks what the tests of all pages leave out, each on one page
// that has what it is about.
func TestReaders(t *testing.T) {
	site := openSite(t)
	tab := newTab(t, startChromium(t), site.server, &sync.Mutex{})
	for _, need := range needs {
		t.Run(need.name, func(t *testing.T) {
			calm(t, tab)
			tab.open(t, site.longest(t, need.on))
			need.check(t, site, tab)
		})
	}
}

// longest returns the longest page that has a text.
func (s *site) longest(t *testing.T, text string) string {
	t.Helper()
	most, name := 0, ""
	for _, page := range s.pages {
		if html := s.read(t, page); strings.Contains(html, text) && len(html) > most {
			most, name = len(html), page
		}
	}
	if name == "" {
		t.Fatalf("no page has %s", text)
	}
	return name
}

// finds fails the test with what a probe finds wrong.
func finds(t *testing.T, tab *tab, when, probe string, args ...any) {
	t.Helper()
	for _, fault := range ask[[]string](t, tab, probe, args...) {
		t.Errorf("%s: %s", when, fault)
	}
}

func headerIsStill(t *testing.T, _ *site, tab *tab) { finds(t, tab, "in the middle", "headerMoves") }

func goesDown(t *testing.T, _ *site, tab *tab) {
	finds(t, tab, "1280 px wide", "leaps", 400)
	tab.resize(t, 390, 844, 1)
	finds(t, tab, "390 px wide", "leaps", 400)
}

func languageStays(t *testing.T, _ *site, tab *tab) {
	finds(t, tab, "1280 px wide", "languageMoves")
	tab.resize(t, 390, 844, 1)
	finds(t, tab, "390 px wide", "languageMoves")
}

func codeGrows(t *testing.T, _ *site, tab *tab) {
	tab.resize(t, 1024, 900, 1)
	if size := ask[float64](t, tab, "codeSize"); size < 11.9 {
		t.Errorf("code is of %.1f px in a window of 1024 px", size)
	}
	before := 0.0
	for _, width := range []int64{1280, 1366, 1440, 1536, 1580, 1600, 1920} {
		tab.resize(t, width, 900, 1)
		size := ask[float64](t, tab, "codeSize")
		if size < before || size < 11.9 {
			t.Errorf("code is of %.1f px in a window of %d px, of %.1f px in a narrower one", size, width, before)
		}
		before = size
	}
}

func targetsAreLarge(t *testing.T, _ *site, tab *tab) {
	finds(t, tab, "1280 px wide", "smallTargets")
	tab.resize(t, 390, 844, 1)
	finds(t, tab, "390 px wide", "smallTargets")
}

func piecesAreNamed(t *testing.T, _ *site, tab *tab) { finds(t, tab, "on the page", "nameless") }

func colorsForced(t *testing.T, _ *site, tab *tab) {
	tab.prefer(t, "forced-colors", "active")
	finds(t, tab, "in forced colors", "lostColors")
}

func textSpaced(t *testing.T, _ *site, tab *tab) {
	tab.resize(t, 320, 640, 1)
	ask[bool](t, tab, "space")
	finds(t, tab, "with wide spaces", "lost")
	finds(t, tab, "with wide spaces", "cutOff")
}

func answersPrinted(t *testing.T, _ *site, tab *tab) {
	print := func(media string) {
		call(t, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media})
	}
	print("print")
	defer print("")
	if ask[bool](t, tab, "answersShown") {
		t.Error("answers are printed though nobody asked for them")
	}
	print("")
	tab.click(t, ask[point](t, tab, "answersBox"))
	tab.open(t, strings.TrimPrefix(ask[string](t, tab, "address"), tab.base))
	print("print")
	if !ask[bool](t, tab, "answersShown") {
		t.Error("answers are not printed though the reader asked for them, before the page was opened again")
	}
}

func placeIsKept(t *testing.T, _ *site, tab *tab) {
	page := strings.TrimPrefix(ask[string](t, tab, "address"), tab.base)
	for _, step := range []struct {
		do   func()
		want bool
	}{
		{func() { evaluate[bool](t, tab, "localStorage.clear(), true") }, false},
		{func() { tab.open(t, page); ask[bool](t, tab, "readToTheEnd") }, true},
		{func() { tab.open(t, "index.html"); ask[bool](t, tab, "forget") }, false},
	} {
		step.do()
		tab.open(t, "index.html")
		if got := ask[bool](t, tab, "isRead", page); got != step.want {
			t.Errorf("read: %v, want %v", got, step.want)
		}
	}
}
