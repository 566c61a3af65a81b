package browser

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browsers are the programs that can run the tests, the first found is used.
var browsers = [...]string{
	"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	`C:\Program Files\Google\Chrome\Application\chrome.exe`,
	`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
}

// startChromium starts a browser with an empty profile and returns a context
// for its tabs. The end of the test ends it and removes the profile.
func startChromium(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: not verified: the site in a browser")
	}
	program := findBrowser()
	if program == "" {
		missing(t, "no Chromium found", "the site in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.Env("TMPDIR="+scratch(t)),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-software-rasterizer", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-back-forward-cache", true), // it takes a new process for each page
		// Bars that lie over the text hide what does not fit; these take room.
		chromedp.Flag("hide-scrollbars", false),
		// Whatever a page may ask for, no name is looked up.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	allocator, end := chromedp.NewExecAllocator(untilTheEnd(t), options...)
	t.Cleanup(end)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s does not start: %v", program, err)
	}
	return ctx
}

// scratch returns a folder for what the browser leaves behind. Its path is
// short: the path of a socket in it must fit into some 100 bytes (unix(7)).
func scratch(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "b")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(folder)) }) // after the browser has ended
	return folder
}

func findBrowser() string {
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// untilTheEnd returns a context that ends a little before the test is killed
// for taking too long: so the browser ends and its profile is removed.
func untilTheEnd(t *testing.T) context.Context {
	t.Helper()
	deadline, limited := t.Deadline()
	if !limited {
		return context.Background()
	}
	ctx, cancel := context.WithDeadline(context.Background(), deadline.Add(-5*time.Second))
	t.Cleanup(cancel)
	return ctx
}
