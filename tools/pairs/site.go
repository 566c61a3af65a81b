package main

import (
	"bytes"
	_ "embed" // for the script of the open pages
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
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

// site serves the folder of the last good build, and tells the open pages
// about each new build and about problems.
type site struct {
	folder string

	mu      sync.Mutex
	state   state
	changed chan struct{} // closed at the next change
}

// state is what an open page is told.
type state struct {
	Version  string   `json:"version"` // of the last good build that changed something
	Problems []string `json:"problems"`
}

func newSite(folder string) *site {
	return &site{folder: folder, changed: make(chan struct{}), state: state{Version: newVersion(), Problems: []string{}}}
}

// newVersion differs from all versions of earlier servers too.
func newVersion() string { return strconv.FormatInt(time.Now().UnixNano(), 36) }

// set tells the open pages that the site was built, or why it was not.
func (s *site) set(failure error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if failure == nil {
		s.state = state{Version: newVersion(), Problems: []string{}}
	} else {
		s.state.Problems = strings.Split(strings.TrimSpace(failure.Error()), "\n")
	}
	close(s.changed)
	s.changed = make(chan struct{})
}

// broken reports whether the last build failed.
func (s *site) broken() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.state.Problems) > 0
}

func (s *site) now() (state, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.changed
}

// ServeHTTP implements http.Handler.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case r.URL.Path == reloadPath:
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = w.Write(reloadScript)
	case r.URL.Path == eventsPath:
		s.events(w, r)
	default:
		s.page(w, r)
	}
}

// events sends the state now and at each change, as server-sent events.
func (s *site) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		state, changed := s.now()
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
func (s *site) page(w http.ResponseWriter, r *http.Request) {
	name := path.Clean("/" + r.URL.Path)
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	text, err := s.read(name)
	if err != nil {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		if text, err = s.read("/404.html"); err != nil {
			text = []byte("<!doctype html><title>Not found</title><head></head><p>Not found, and nothing is built yet.")
		}
		_, _ = w.Write(withReload(text))
		return
	}
	if path.Ext(name) == ".html" {
		text = withReload(text)
	}
	http.ServeContent(w, r, path.Base(name), time.Time{}, bytes.NewReader(text))
}

// read reads a file of the site. Its name is clean and begins with a slash;
// what begins with a dot is not a part of the site.
func (s *site) read(name string) ([]byte, error) {
	if strings.Contains(name, "/.") || strings.Contains(name, "\\") {
		return nil, errors.New("not a part of the site")
	}
	return os.ReadFile(filepath.Join(s.folder, filepath.FromSlash(name)))
}

// withReload adds the script to a page, whose policy allows it to listen.
func withReload(page []byte) []byte {
	return bytes.Replace(page, []byte("</head>"), []byte(`<script src="`+reloadPath+`" defer></script></head>`), 1)
}
