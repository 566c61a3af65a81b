package browser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// npmFolder returns the folder of a package from npm in the user's cache; the
// test is skipped if it is not there in the version that npm/package.json
// names.
func npmFolder(t *testing.T, name, unverified string) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	must(t, err)
	folder := filepath.Join(cache, "socketpairs", "npm", "node_modules", name)
	var want struct{ DevDependencies map[string]string }
	readJSON(t, filepath.Join("npm", "package.json"), &want)
	var have struct{ Version string }
	if _, err := os.Stat(folder); err != nil {
		missing(t, name+" is not installed, see doc.go", unverified)
	}
	readJSON(t, filepath.Join(folder, "package.json"), &have)
	if have.Version != want.DevDependencies[name] {
		missing(t, name+" has the version "+have.Version+", not "+want.DevDependencies[name], unverified)
	}
	return folder
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	must(t, json.Unmarshal(data, into))
}

// axe is axe-core.
type axe struct {
	script string
	seen   sync.Map // the kinds of text whose colors it has looked at
}

// findsNothing runs the rules of axe-core on the page; those about color, which
// take as long as all others, in the light and in the dark, on the first text
// of each kind.
func (a *axe) findsNothing(t *testing.T, _ *site, tab *tab, _ string) {
	evaluate[bool](t, tab, a.script+"\n;true")
	finds(t, tab, "by any light", "axe")
	for _, light := range []string{"light", "dark"} {
		tab.prefer(t, "prefers-color-scheme", light)
		if kinds := fresh(&a.seen, ask[[]string](t, tab, "colors")); len(kinds) > 0 {
			finds(t, tab, light, "axeColors", kinds)
		}
	}
}

// fresh returns those of some things that were not seen before.
func fresh(seen *sync.Map, things []string) []string {
	return slices.DeleteFunc(things, func(thing string) bool {
		_, known := seen.LoadOrStore(thing, true)
		return known
	})
}

// setFontSize sets the size of text that the reader's browser starts from.
func setFontSize(t *testing.T, tab *tab, pixels int64) {
	t.Helper()
	call(t, tab, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: pixels, Fixed: pixels}})
}

// axeCore reads axe-core.
func axeCore(t *testing.T) *axe {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(npmFolder(t, "axe-core", "accessibility"), "axe.min.js"))
	must(t, err)
	return &axe{script: string(data)}
}
