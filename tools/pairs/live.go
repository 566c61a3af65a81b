package main

import (
	"bytes"
	_ "embed" // for the script of the open pages
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// reloadScript reloads a page, or shows problems over it. It is added while
// serving and is no part of the site.
//
//go:embed reload.js
var reloadScript []byte

// The addresses that only serve answers.
const (
	reloadPath = "/-/reload.js"
	eventsPath = "/-/events"
)

// live serves the folder of the last good build to this machine's browsers,
// and tells the open pages about each change of it and about problems.
type live struct {
	folder string
	hosts  []string // the names of its address, with the port

	mu      sync.Mutex
	state   state
	changed chan struct{} // closed at the next change
}

// state is what an open page is told.
type state struct {
	Version  string   `json:"version"` // of what the folder holds
	Problems []string `json:"problems"`
}

func newLive(folder string, hosts ...string) *live {
	return &live{folder: folder, hosts: hosts, changed: make(chan struct{})}
}

// set tells the open pages what the folder holds now, and why the last build
// failed, if it did.
func (l *live) set(version string, failure error) {
	now := state{version, []string{}}
	if failure != nil {
		now.Problems = strings.Split(strings.TrimSpace(failure.Error()), "\n")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.state.Version == now.Version && slices.Equal(l.state.Problems, now.Problems) {
		return
	}
	l.state = now
	close(l.changed)
	l.changed = make(chan struct{})
}

func (l *live) now() (state, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state, l.changed
}

// ServeHTTP implements http.Handler.
func (l *live) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	// The next two keep what is here from pages of other sites.
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch {
	case !l.isOwn(r):
		http.Error(w, "this server answers only its own pages, at http://"+l.hosts[0]+"/", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "GET and HEAD alone", http.StatusMethodNotAllowed)
	case r.URL.Path == reloadPath:
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(reloadScript)
	case r.URL.Path == eventsPath:
		l.events(w, r)
	default:
		l.page(w, r)
	}
}

// isOwn reports whether a request names this server as a browser does that was
// given its address, and comes from no page of another one. A page of another
// site whose name was made to lead here (DNS rebinding) sends that name.
func (l *live) isOwn(r *http.Request) bool {
	host := strings.ToLower(r.Host)
	origins, sent := r.Header["Origin"]
	return slices.Contains(l.hosts, host) && (!sent || slices.Equal(origins, []string{"http://" + host})) && !isTakenIn(r)
}

// isTakenIn reports whether a page of another site takes the answer in, as a
// script, a picture or a frame: for these a browser names no origin, but says
// so (https://www.w3.org/TR/fetch-metadata/). A link to a page is none of them.
func isTakenIn(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return false
	}
	return r.Header.Get("Sec-Fetch-Dest") != "document"
}

// events sends the state now and at each change, as server-sent events.
func (l *live) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	out := http.NewResponseController(w)
	for {
		state, changed := l.now()
		text, err := json.Marshal(state)
		if err != nil {
			return
		}
		fmt.Fprintf(w, "data: %s\n\n", text)
		if out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// page serves a file of the site; a page gets the reload script.
func (l *live) page(w http.ResponseWriter, r *http.Request) {
	name := path.Clean("/" + r.URL.Path)[1:]
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	version := l.version() // before the page is read: it may be newer, not older
	text, err := readIn(l.folder, name)
	switch {
	case errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE):
		http.Error(w, fmt.Sprintf("%s: %v", name, err), http.StatusServiceUnavailable)
	case err != nil:
		l.missing(w, version)
	case path.Ext(name) == ".html":
		text = withReload(text, version)
		fallthrough
	default:
		http.ServeContent(w, r, path.Base(name), time.Time{}, bytes.NewReader(text))
	}
}

func (l *live) version() string {
	state, _ := l.now()
	return state.Version
}

// missing serves the page for an address that is not there.
func (l *live) missing(w http.ResponseWriter, version string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	text, err := readIn(l.folder, "404.html")
	if err != nil {
		text = []byte("<!doctype html><title>Not found</title><head></head><p>Not found, and nothing is built yet.")
	}
	_, _ = w.Write(withReload(text, version))
}

// readIn reads a regular file of a folder, and follows no link out of it. What
// begins with a dot is not a part of a site.
func readIn(folder, name string) ([]byte, error) {
	if strings.HasPrefix(name, ".") || strings.Contains(name, "/.") || strings.Contains(name, "\\") {
		return nil, fs.ErrNotExist
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // a pipe would be waited for
		return nil, fs.ErrNotExist
	}
	return root.ReadFile(name)
}

// withReload adds the script to a page, whose policy allows it to listen. The
// script is told the page's version.
func withReload(page []byte, version string) []byte {
	script := fmt.Sprintf(`<script src="%s?%s" defer></script></head>`, reloadPath, version)
	return bytes.Replace(page, []byte("</head>"), []byte(script), 1)
}
