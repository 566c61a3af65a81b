package browser

import (
	"encoding/json"
	"os"
	"path/filepath"
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

// axe is the script of axe-core.
type axe string

// findsNothing runs the rules of axe-core on the page: all of them in the
// light, and in the dark those about color, since nothing else differs.
func (a axe) findsNothing(t *testing.T, _ *site, tab *tab, _ string) {
	evaluate[bool](t, tab, string(a)+"\n;true")
	for _, light := range []string{"light", "dark"} {
		tab.prefer(t, "prefers-color-scheme", light)
		for _, fault := range ask[[]string](t, tab, "axe", light == "dark") {
			t.Errorf("%s: %s", light, fault)
		}
	}
}

// setFontSize sets the size of text that the reader's browser starts from.
func setFontSize(t *testing.T, tab *tab, pixels int64) {
	t.Helper()
	call(t, tab, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: pixels, Fixed: pixels}})
}

// axeCore reads axe-core.
func axeCore(t *testing.T) axe {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(npmFolder(t, "axe-core", "accessibility"), "axe.min.js"))
	must(t, err)
	return axe(data)
}
