package browser

import (
	"flag"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

var siteFolder = flag.String("site", filepath.Join("..", "..", "site"), "the folder of the `site` to test")

// A site is a folder of pages, and the ways in which people read it: addresses
// of the folder, with a slash at the end.
type site struct {
	folder string   // absolute
	pages  []string // the names of its pages, sorted
	disk   string   // on the disk
	server string   // at a server
	slow   string   // at a server that sends pages piece by piece
}

// openSite finds the pages and serves them until the test ends.
func openSite(t *testing.T) *site {
	t.Helper()
	folder, err := filepath.Abs(*siteFolder)
	if err != nil {
		t.Fatal(err)
	}
	files := http.FileServer(http.Dir(folder))
	s := &site{folder: folder, disk: fileURL(folder), server: serve(t, files), slow: serve(t, inPieces(files))}
	s.pages = s.find(t, "", ".html")
	if len(s.pages) == 0 {
		t.Fatalf("no page in %s", folder)
	}
	return s
}

// serve starts a server and returns the address of the folder at it. That is not
// at the top of the server: there, an address that begins with a slash would
// not leave the folder.
func serve(t *testing.T, files http.Handler) string {
	t.Helper()
	server := httptest.NewServer(http.StripPrefix("/course/", files))
	t.Cleanup(server.Close)
	return server.URL + "/course/"
}

// pieces are what the browser gets of a page at a time. One ends with each part
// of the page and somewhere in the middle of longer parts: wherever a slow
// connection may stop, something may move when it goes on.
var pieces = regexp.MustCompile(`(?s).{1,1000}?(?:</header>|</nav>|</h1>|</p>)|.{1,1000}`)

// inPieces sends pages so that the browser draws many of the pieces.
func inPieces(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := httptest.NewRecorder()
		files.ServeHTTP(page, r)
		maps.Copy(w.Header(), page.Header())
		w.WriteHeader(page.Code)
		if !strings.HasPrefix(page.Header().Get("Content-Type"), "text/html") {
			w.Write(page.Body.Bytes())
			return
		}
		for _, piece := range pieces.FindAll(page.Body.Bytes(), -1) {
			w.Write(piece)
			http.NewResponseController(w).Flush()
			time.Sleep(20 * time.Millisecond) // a frame takes 17
		}
	})
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
