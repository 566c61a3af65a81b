package browser

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// downloads are the files that a tab downloads. Chromium takes seconds to call
// a small file finished, so that they are compared at the end, all together.
type downloads struct {
	folder   string
	begun    chan string       // the ids of those that began, in order
	finished chan string       // the ids of those that are whole
	want     map[string]string // by id, the path in the site
}

func newDownloads(t *testing.T) *downloads {
	t.Helper()
	return &downloads{
		folder:   t.TempDir(),
		begun:    make(chan string, 1),
		finished: make(chan string, 1000),
		want:     map[string]string{},
	}
}

// catch lets a tab download into the folder, each file named by its id.
func (d *downloads) catch(t *testing.T, tab context.Context) {
	t.Helper()
	enabled := true
	_, err := chromedp.CallBrowser(tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior:         browser.SetDownloadBehaviorBehaviorAllowAndName,
		BrowserContextID: chromedp.FromContext(tab).BrowserContextID,
		DownloadPath:     d.folder,
		EventsEnabled:    &enabled,
	})
	must(t, err)
	// The browser tells of the downloads of all tabs.
	frame := string(chromedp.FromContext(tab).Target.TargetID)
	mine := map[string]bool{}
	must(t, chromedp.ListenBrowser(tab, func(event any) {
		switch e := event.(type) {
		case *browser.EventDownloadWillBegin:
			if string(e.FrameID) == frame {
				mine[e.GUID] = true
				d.begun <- e.GUID
			}
		case *browser.EventDownloadProgress:
			if mine[e.GUID] && e.State == browser.DownloadProgressStateCompleted {
				d.finished <- e.GUID
			}
		}
	}))
}

// next waits until a download begins, that of a file of the site.
func (d *downloads) next(t *testing.T, path string) {
	t.Helper()
	select {
	case id := <-d.begun:
		d.want[id] = path
	case <-time.After(patience):
		t.Errorf("no download of %s begins", path)
	}
}

// areExact waits for all downloads and compares them with the site.
func (d *downloads) areExact(t *testing.T, site *site) {
	t.Helper()
	for range len(d.want) {
		select {
		case id := <-d.finished:
			data, err := os.ReadFile(filepath.Join(d.folder, id))
			must(t, err)
			same(t, "the download", string(data), d.want[id], site.read(t, d.want[id]))
		case <-time.After(patience):
			t.Errorf("a download does not end; these began: %v", d.want)
			return
		}
	}
}
