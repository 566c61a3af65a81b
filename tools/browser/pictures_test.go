package browser

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var picturesFolder = flag.String("pictures", "", "the `folder` to put pictures of the pages into")

// TestPictures makes pictures of each kind of page: of the pages that have
// something that none before has.
func TestPictures(t *testing.T) {
	if *picturesFolder == "" {
		t.Skip("makes pictures of the pages with -pictures FOLDER; it tests nothing")
	}
	must(t, os.MkdirAll(*picturesFolder, 0o755))
	site := openSite(t)
	tab := newTab(t, startChromium(t), site.server, &sync.Mutex{})
	known := map[string]bool{}
	for _, page := range site.pages {
		tab.open(t, page)
		fresh := false
		for _, part := range ask[[]string](t, tab, "parts") {
			fresh = fresh || !known[part]
			known[part] = true
		}
		if fresh {
			takePictures(t, tab, strings.TrimSuffix(page, ".html"))
		}
	}
}

// takePictures takes the page that is open in three widths and two lights.
func takePictures(t *testing.T, tab *tab, name string) {
	t.Helper()
	for _, width := range []int64{390, 820, 1440} {
		for _, light := range []string{"light", "dark"} {
			tab.prefer(t, "prefers-color-scheme", light, "prefers-reduced-motion", "reduce")
			tab.resize(t, width, 900, 1)
			tab.resize(t, width, ask[int64](t, tab, "height"), 1)
			ask[bool](t, tab, "settled")
			keepPicture(t, fmt.Sprintf("%s-%d-%s", name, width, light), picture(t, tab, nil))
		}
	}
}

// keepPicture writes a picture. One that it replaces and that differs stays
// beside it, as NAME.before.png; of one that does not, an older one goes.
func keepPicture(t *testing.T, name string, data []byte) {
	t.Helper()
	path := filepath.Join(*picturesFolder, name+".png")
	before := filepath.Join(*picturesFolder, name+".before.png")
	old, err := os.ReadFile(path)
	switch {
	case err == nil && !bytes.Equal(old, data):
		t.Logf("changed: %s", path)
		must(t, os.Rename(path, before))
	case err == nil:
		_ = os.Remove(before) // most often there is none
	}
	must(t, os.WriteFile(path, data, 0o644))
}
