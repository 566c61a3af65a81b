package browser

import (
	"flag"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var siteFolder = flag.String("site", filepath.Join("..", "..", "site"), "the folder of the `site` to test")

// A site is a folder of pages, and the two ways in which people read it.
type site struct {
	folder string   // absolute
	pages  []string // the names of its pages, sorted
	disk   string   // the address of the folder on the disk, with a slash at its end
	server string   // the address of a server of the folder, with a slash at its end
}

// openSite finds the pages and serves them until the test ends.
func openSite(t *testing.T) *site {
	t.Helper()
	folder, err := filepath.Abs(*siteFolder)
	if err != nil {
		t.Fatal(err)
	}
	// Not at the top of the server: there, an address that begins with a slash
	// would not leave the folder.
	server := httptest.NewServer(http.StripPrefix("/course/", http.FileServer(http.Dir(folder))))
	t.Cleanup(server.Close)
	s := &site{folder: folder, disk: fileURL(folder), server: server.URL + "/course/"}
	s.pages = s.find(t, "", ".html")
	if len(s.pages) == 0 {
		t.Fatalf("no page in %s", folder)
	}
	return s
}

// fileURL returns the address of a folder on the disk.
func fileURL(folder string) string {
	path := filepath.ToSlash(folder)
	if runtime.GOOS == "windows" {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path + "/"}).String()
}

// find returns the files below a folder of the site whose names end so, with
// slashes.
func (s *site) find(t *testing.T, below string, ends ...string) []string {
	t.Helper()
	var found []string
	err := fs.WalkDir(os.DirFS(s.folder), filepath.ToSlash(filepath.Join(".", below)), func(name string, entry fs.DirEntry, err error) error {
		for _, end := range ends {
			if err == nil && !entry.IsDir() && strings.HasSuffix(name, end) {
				found = append(found, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// read returns a file of the site, named with slashes.
func (s *site) read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(s.folder, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// missing skips a test that this machine cannot run; where CI is set, that is
// a failure.
func missing(t *testing.T, what, unverified string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s: not verified: %s", what, unverified)
	}
	t.Skipf("%s: not verified: %s", what, unverified)
}
