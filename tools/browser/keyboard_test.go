package browser

import (
	"bytes"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/input"
	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A walk is a walk by keyboard through all pages.
type walk struct {
	drawn sync.Map // the kinds of stops whose focus was looked at
}

// page goes through a page with the tab key, and then does by keyboard what
// the page offers.
func (w *walk) page(t *testing.T, _ *site, tab *tab, _ string) {
	tab.pressTab(t, ask[int](t, tab, "startWalk"))
	for _, fault := range ask[[]string](t, tab, "endWalk") {
		t.Error(fault)
	}
	skips(t, tab) // now: after the last stop the tab key begins again
	for _, kind := range fresh(&w.drawn, ask[[]string](t, tab, "kinds")) {
		focusIsDrawn(t, tab, kind)
	}
	switches(t, tab)
	opens(t, tab)
}

// pressTab presses the tab key as many times as there are stops, and once more,
// since a stop is looked at when it is left. The presses are all the same, so
// that their order does not matter, and none waits for the one before.
func (tab *tab) pressTab(t *testing.T, stops int) {
	t.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Key: "Tab", Code: "Tab", WindowsVirtualKeyCode: 9}
	errs := make(chan error)
	for range stops + 1 {
		go func() {
			_, err := chromedp.Call(tab.ctx, input.DispatchKeyEvent, down)
			errs <- err
		}()
	}
	for range stops + 1 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

// focusIsDrawn compares two pictures of the first stop of a kind, with the
// focus and without.
func focusIsDrawn(t *testing.T, tab *tab, kind string) {
	t.Helper()
	type box struct{ X, Y, Width, Height float64 }
	at := ask[box](t, tab, "focusKind", kind)
	part := &cdpage.Viewport{X: at.X, Y: at.Y, Width: at.Width, Height: at.Height, Scale: 1}
	with := picture(t, tab, part)
	ask[bool](t, tab, "blur")
	if bytes.Equal(with, picture(t, tab, part)) {
		t.Errorf("nothing is drawn around what has the focus: %s", kind)
	}
}

// skips checks that the first stop leads past all that is on every page.
func skips(t *testing.T, tab *tab) {
	t.Helper()
	tab.press(t, "Tab", 9, "")
	if !ask[bool](t, tab, "inView") {
		t.Errorf("the first stop is not to be seen: %s", ask[string](t, tab, "active"))
	}
	tab.press(t, "Enter", 13, "\r")
	ask[bool](t, tab, "arrived", "#main")
	tab.press(t, "Tab", 9, "")
	if !ask[bool](t, tab, "inMain") {
		t.Errorf("after the skip link, the next stop is %s", ask[string](t, tab, "active"))
	}
}

// switches presses the switches of light and language, where a page has them.
func switches(t *testing.T, tab *tab) {
	t.Helper()
	before := ask[string](t, tab, "background")
	if ask[bool](t, tab, "focus", ".light") {
		tab.press(t, " ", 32, " ")
		if after := ask[string](t, tab, "background"); after == before {
			t.Errorf("the light stays %s", before)
		}
		tab.press(t, " ", 32, " ")
	}
	all := ask[string](t, tab, "shownLanguages")
	if all == "" || !ask[bool](t, tab, "focus", ".languages :checked") {
		return
	}
	for _, want := range []string{"py", "go", all} {
		tab.press(t, "ArrowRight", 39, "")
		if got := ask[string](t, tab, "shownLanguages"); got != want {
			t.Errorf("the page shows %q, want %q", got, want)
		}
	}
}

// opens opens the first answer.
func opens(t *testing.T, tab *tab) {
	t.Helper()
	if !ask[bool](t, tab, "focus", "summary") {
		return
	}
	before := ask[bool](t, tab, "opened", 0)
	tab.press(t, "Enter", 13, "\r")
	if ask[bool](t, tab, "opened", 0) == before {
		t.Error("the enter key does not open the first answer")
	}
}

// picture returns a part of the page as a PNG, or all of it.
func picture(t *testing.T, tab *tab, part *cdpage.Viewport) []byte {
	t.Helper()
	fast, beyond := true, part == nil
	return call(t, tab, cdpage.CaptureScreenshot, cdpage.CaptureScreenshotParams{
		Format: cdpage.CaptureScreenshotFormatPng, Clip: part, OptimizeForSpeed: &fast, CaptureBeyondViewport: &beyond,
	}).Data
}
