package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// probes is the script with which the tests look at a page.
//
//go:embed probes.js
var probes string

// patience is how long one page may take, on a machine that does much else.
const patience = 90 * time.Second

// A tab is one tab of the browser, with storage of its own and an eye on what
// it asks for and what it complains about.
type tab struct {
	ctx       context.Context
	base      string      // the address of the folder that it reads
	clipboard *sync.Mutex // the browser has one for all tabs
	got       *downloads

	mu         sync.Mutex
	asked      []string // addresses
	complaints []string
}

// newTab opens a tab that lives as long as the test.
func newTab(t *testing.T, b context.Context, base string, clipboard *sync.Mutex) *tab {
	t.Helper()
	tab := &tab{base: base, clipboard: clipboard, got: newDownloads(t)}
	ctx, cancel := chromedp.NewContext(b, chromedp.WithNewBrowserContext(), chromedp.WithListener(tab.listen))
	t.Cleanup(cancel)
	tab.ctx = ctx
	must(t, chromedp.Do(ctx))
	call(t, tab, audits.Enable, cdp.Empty{})
	call(t, tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	tab.allowClipboard(t)
	tab.got.catch(t, ctx)
	return tab
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// call sends one command of the DevTools protocol.
func call[P, R any](t *testing.T, tab *tab, command cdp.Command[P, R], params P) R {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// ask calls a function of probes.js in the page and returns its result, also if
// it is a promise.
func ask[T any](t *testing.T, tab *tab, function string, args ...any) T {
	t.Helper()
	list := make([]string, len(args))
	for i, arg := range args {
		data, err := json.Marshal(arg)
		must(t, err)
		list[i] = string(data)
	}
	return evaluate[T](t, tab, fmt.Sprintf("(() => { %s\nreturn probes.%s(%s); })()", probes, function, strings.Join(list, ", ")))
}

func evaluate[T any](t *testing.T, tab *tab, script string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	result, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	must(t, err)
	return result
}

// open loads a page from the folder, and waits until it is loaded.
func (tab *tab) open(t *testing.T, page string) {
	t.Helper()
	tab.mu.Lock()
	tab.asked, tab.complaints = nil, nil
	tab.mu.Unlock()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	must(t, chromedp.Do(ctx, chromedp.Navigate(tab.base+page)))
}

// listen notes what the page asks for, and all that the browser has to say
// about it: violations of its Content-Security-Policy, missing files, errors of
// scripts, bad practice.
func (tab *tab) listen(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		tab.note(&tab.asked, e.Request.URL)
	case *log.EventEntryAdded:
		tab.note(&tab.complaints, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
	case *runtime.EventExceptionThrown:
		tab.note(&tab.complaints, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		tab.note(&tab.complaints, fmt.Sprintf("the script writes to the console (%s)", e.Type))
	case *audits.EventIssueAdded:
		details, _ := json.Marshal(e.Issue.Details)
		tab.note(&tab.complaints, fmt.Sprintf("%s %s", e.Issue.Code, details))
	}
}

func (tab *tab) note(list *[]string, line string) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	*list = append(*list, line)
}

// isQuiet fails the test if the page asked for something outside its folder, or
// if the browser complained about anything since the page was opened.
func (tab *tab) isQuiet(t *testing.T) {
	t.Helper()
	ask[string](t, tab, "address") // what was to be told before this is told
	tab.mu.Lock()
	defer tab.mu.Unlock()
	if !slices.ContainsFunc(tab.asked, func(url string) bool { return strings.HasPrefix(url, tab.base) }) {
		t.Error("no request was seen, not even for the page: this test sees nothing")
	}
	for _, url := range tab.asked {
		if !strings.HasPrefix(url, tab.base) && !strings.HasPrefix(url, "data:") {
			t.Errorf("a request leaves the folder: %s", url)
		}
	}
	for _, complaint := range tab.complaints {
		t.Errorf("the browser complains: %s", complaint)
	}
}

// allowClipboard allows to read it, which a page may only do if its reader
// agrees; the pages of the site never do. To write it, a click is enough.
func (tab *tab) allowClipboard(t *testing.T) {
	t.Helper()
	_, err := chromedp.CallBrowser(tab.ctx, browser.SetPermission, browser.SetPermissionParams{
		Permission:       &browser.PermissionDescriptor{Name: "clipboard-read"},
		Setting:          browser.PermissionSettingGranted,
		BrowserContextID: chromedp.FromContext(tab.ctx).BrowserContextID,
	})
	must(t, err)
}

// resize gives the tab another size, in CSS pixels.
func (tab *tab) resize(t *testing.T, width, height int64, scale float64) {
	t.Helper()
	call(t, tab, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: scale,
	})
}

// prefer sets what the reader prefers: "prefers-color-scheme", "dark".
func (tab *tab) prefer(t *testing.T, pairs ...string) {
	t.Helper()
	var features []*emulation.MediaFeature
	for i := 0; i < len(pairs); i += 2 {
		features = append(features, &emulation.MediaFeature{Name: pairs[i], Value: pairs[i+1]})
	}
	call(t, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

// press presses a key, with the number that Windows gave it.
func (tab *tab) press(t *testing.T, key string, number int64, text string) {
	t.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Key: key, Code: key, WindowsVirtualKeyCode: number, Text: text}
	if text != "" {
		down.Type = input.DispatchKeyEventTypeKeyDown
	}
	call(t, tab, input.DispatchKeyEvent, down)
	call(t, tab, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: key, Code: key, WindowsVirtualKeyCode: number})
}

// A point is a place in the window, in CSS pixels.
type point struct{ X, Y float64 }

// mouse presses, moves or releases the mouse, with its left button, at a point.
func (tab *tab) mouse(t *testing.T, kind input.DispatchMouseEventType, at point) {
	t.Helper()
	call(t, tab, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: kind, X: at.X, Y: at.Y, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1,
	})
}

// click clicks at a point.
func (tab *tab) click(t *testing.T, at point) {
	t.Helper()
	tab.mouse(t, input.DispatchMouseEventTypeMousePressed, at)
	tab.mouse(t, input.DispatchMouseEventTypeMouseReleased, at)
}

// listenOnce calls a function with all events until it returns true.
func listenOnce(tab *tab, heard func(event any) bool) error {
	ctx, cancel := context.WithCancel(tab.ctx)
	return chromedp.Listen(ctx, func(event any) {
		if ctx.Err() == nil && heard(event) {
			cancel()
		}
	})
}
