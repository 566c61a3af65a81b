package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

const ownHost = "127.0.0.1:8000"

// aSite returns a handler for a folder with these files: path, content, path,
// content.
func aSite(t *testing.T, files ...string) *live {
	t.Helper()
	l := newLive(t.TempDir(), ownHost, "localhost:8000")
	l.set("v1", nil)
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(l.folder, filepath.FromSlash(files[i]))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(files[i+1]), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// answer returns the answer to a request, which must come within the time.
func answer(t *testing.T, l *live, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	done := make(chan bool)
	go func() {
		l.ServeHTTP(w, r)
		close(done)
	}()
	select {
	case <-done:
		return w
	case <-time.After(10 * time.Second):
		t.Fatalf("no answer to %s %s", r.Method, r.URL)
		return nil
	}
}

func request(method, path string, fields ...string) *http.Request {
	r := httptest.NewRequest(method, path, nil)
	r.Host = ownHost
	for i := 0; i < len(fields); i += 2 {
		r.Header.Set(fields[i], fields[i+1])
	}
	return r
}

func TestOnlyOwnPages(t *testing.T) {
	l := aSite(t, "index.html", "<head></head>home", "search-index.js", "secret")
	for _, test := range []struct {
		name, host, origin string
		want               int
	}{
		{"its address", ownHost, "", http.StatusOK},
		{"its name", "localhost:8000", "", http.StatusOK},
		{"its name in capitals", "LocalHost:8000", "", http.StatusOK},
		{"another address of this machine", "[::1]:8000", "", http.StatusForbidden},
		{"a page of its own", ownHost, "http://" + ownHost, http.StatusOK},
		{"a page of its own, by name", "localhost:8000", "http://localhost:8000", http.StatusOK},
		{"a name that was made to lead here", "evil.example:8000", "", http.StatusForbidden},
		{"the same, from its own page", "evil.example:8000", "http://evil.example:8000", http.StatusForbidden},
		{"another port", "127.0.0.1:80", "", http.StatusForbidden},
		{"no port", "127.0.0.1", "", http.StatusForbidden},
		{"no host", "", "", http.StatusForbidden},
		{"a page of another site", ownHost, "http://evil.example", http.StatusForbidden},
		{"a page at another port", ownHost, "http://127.0.0.1:9000", http.StatusForbidden},
		{"its address by https", ownHost, "https://" + ownHost, http.StatusForbidden},
		{"its other name", ownHost, "http://localhost:8000", http.StatusForbidden},
		{"a page without an origin", ownHost, "null", http.StatusForbidden},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, path := range []string{"/", "/search-index.js", reloadPath, eventsPath} {
				r := request(http.MethodHead, path)
				if r.Host = test.host; test.origin != "" {
					r.Header.Set("Origin", test.origin)
				}
				if got := answer(t, l, r).Code; got != test.want {
					t.Errorf("%s has status %d, want %d", path, got, test.want)
				}
			}
		})
	}
	for _, test := range []struct {
		name, site, dest string
		want             int
	}{
		{"an address that was typed", "none", "document", http.StatusOK},
		{"a script of its own page", "same-origin", "script", http.StatusOK},
		{"a link on another site", "cross-site", "document", http.StatusOK},
		{"a script of another site", "cross-site", "script", http.StatusForbidden},
		{"a frame of another site", "cross-site", "iframe", http.StatusForbidden},
		{"a script of another port", "same-site", "script", http.StatusForbidden},
		{"a stream of another site", "cross-site", "empty", http.StatusForbidden},
		{"another site, for whatever", "cross-site", "", http.StatusForbidden},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, path := range []string{"/", "/search-index.js", reloadPath, eventsPath} {
				r := request(http.MethodHead, path, "Sec-Fetch-Site", test.site, "Sec-Fetch-Dest", test.dest)
				if got := answer(t, l, r).Code; got != test.want {
					t.Errorf("%s has status %d, want %d", path, got, test.want)
				}
			}
		})
	}
	t.Run("two origins", func(t *testing.T) {
		r := request(http.MethodGet, "/", "Origin", "http://"+ownHost)
		r.Header.Add("Origin", "http://evil.example")
		if got := answer(t, l, r).Code; got != http.StatusForbidden {
			t.Errorf("status %d", got)
		}
	})
	t.Run("what others may not load as a script", func(t *testing.T) {
		header := answer(t, l, request(http.MethodGet, "/search-index.js")).Header()
		if header.Get("Cross-Origin-Resource-Policy") != "same-origin" || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("the header is %v", header)
		}
	})
}

func TestMethods(t *testing.T) {
	l := aSite(t, "index.html", "<head></head>home")
	for _, path := range []string{"/", eventsPath, reloadPath} {
		for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "FOO"} {
			w := answer(t, l, request(method, path))
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s has status %d, Allow: %s", method, path, w.Code, w.Header().Get("Allow"))
			}
		}
		if w := answer(t, l, request("HEAD", path)); w.Code != http.StatusOK {
			t.Errorf("HEAD %s has status %d", path, w.Code)
		}
	}
}

func TestOnlyFilesOfTheSite(t *testing.T) {
	l := aSite(t, "index.html", "<head></head>home", "a/page.html", "<head></head>page", ".hidden", "secret", ".git/config", "secret", "a/.hidden", "secret")
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"link.html": outside, "folder": filepath.Dir(outside), "inner.html": "index.html"} {
		if err := os.Symlink(target, filepath.Join(l.folder, name)); err != nil {
			t.Skipf("not verified: links out of the site are not followed: %v", err)
		}
	}
	makePipe(t, filepath.Join(l.folder, "pipe.html"))
	for path, want := range map[string]int{
		"/":               http.StatusOK,
		"/a/page.html":    http.StatusOK,
		"/a/../":          http.StatusOK,
		"/inner.html":     http.StatusOK,
		"/.hidden":        http.StatusNotFound,
		"/.git/config":    http.StatusNotFound,
		"/a/.hidden":      http.StatusNotFound,
		"/../outside":     http.StatusNotFound,
		"/a":              http.StatusNotFound,
		"/a/":             http.StatusNotFound,
		"/link.html":      http.StatusNotFound,
		"/folder/outside": http.StatusNotFound,
		"/pipe.html":      http.StatusNotFound,
		`/a\page.html`:    http.StatusNotFound,
	} {
		r := request(http.MethodGet, "/")
		r.URL.Path = path
		w := answer(t, l, r)
		if w.Code != want || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s has status %d, want %d: %s", path, w.Code, want, w.Body)
		}
	}
}

func TestPageKnowsItsVersion(t *testing.T) {
	l := aSite(t, "index.html", "<head></head>home", "404.html", "<head></head>not here")
	for _, path := range []string{"/", "/nothing"} {
		if body := answer(t, l, request(http.MethodGet, path)).Body.String(); !strings.Contains(body, `<script src="/-/reload.js?v1" defer></script></head>`) {
			t.Errorf("%s is %s", path, body)
		}
	}
}

func TestUntil(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	hang := make(chan bool)
	defer close(hang)
	time.AfterFunc(10*time.Millisecond, cancel)
	_, err := until(ctx, func() (int, error) {
		<-hang
		return 1, nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if got, err := until(t.Context(), func() (int, error) { return 1, errDone }); got != 1 || !errors.Is(err, errDone) {
		t.Errorf("returned %d, %v", got, err)
	}
}

var errDone = errors.New("done")

// TestNewEndsWhileItWaits wants new to end while another one has its lock.
func TestNewEndsWhileItWaits(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	root := t.TempDir()
	lock, err := newLock(root)
	if err != nil {
		t.Fatal(err)
	}
	unlock, err := lockedfile.MutexAt(lock).Lock()
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 10*settle)
	defer cancel()
	if err := (&app{root: root}).addLesson(ctx, "new", root); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the error is %v", err)
	}
}

// TestNewLooksAgainWhenItsTurnHasCome wants new to see what another one has
// made while it waited, or was played.
func TestNewLooksAgainWhenItsTurnHasCome(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	root := t.TempDir()
	if err := copyProject(root); err != nil {
		t.Fatal(err)
	}
	err := (&app{root: root}).addLesson(t.Context(), "first-connection", t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "there is a lesson or page first-connection already") {
		t.Errorf("the error is %v", err)
	}
}
