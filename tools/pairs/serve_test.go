package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// served is a serve command that runs on a copy of the project.
type served struct {
	t      *testing.T
	root   string
	url    string
	events *bufio.Scanner
	stderr *lineWriter
}

// lineWriter passes on what is written, a line at a time.
type lineWriter struct{ lines chan string }

func (w *lineWriter) Write(b []byte) (int, error) {
	for line := range bytes.Lines(b) {
		w.lines <- strings.TrimSuffix(string(line), "\n")
	}
	return len(b), nil
}

func newLineWriter() *lineWriter { return &lineWriter{make(chan string, 1000)} }

// next waits for a line that matches.
func (w *lineWriter) next(t *testing.T, pattern string) []string {
	t.Helper()
	late := time.After(30 * time.Second)
	for {
		select {
		case line := <-w.lines:
			if m := regexp.MustCompile(pattern).FindStringSubmatch(line); m != nil {
				return m
			}
		case <-late:
			t.Fatalf("no line matches %q", pattern)
		}
	}
}

func startServe(t *testing.T) *served {
	s := &served{t: t, root: t.TempDir(), stderr: newLineWriter()}
	if err := copyProject(s.root); err != nil {
		t.Fatal(err)
	}
	stdout := newLineWriter()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- (&app{root: s.root, stdout: stdout, stderr: s.stderr}).serve(ctx, nil) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve ended with %v", err)
		}
	})
	s.url = stdout.next(t, `^serving (http://127\.0\.0\.1:\d+)/ `)[1]
	response, err := http.Get(s.url + eventsPath)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	s.events = bufio.NewScanner(response.Body)
	return s
}

// event waits for the next state that open pages are told.
func (s *served) event() state {
	s.t.Helper()
	for s.events.Scan() {
		if text, ok := strings.CutPrefix(s.events.Text(), "data: "); ok {
			var told state
			if err := json.Unmarshal([]byte(text), &told); err != nil {
				s.t.Fatal(err)
			}
			return told
		}
	}
	s.t.Fatalf("no more events: %v", s.events.Err())
	return state{}
}

func (s *served) get(path string) (status int, body string) {
	s.t.Helper()
	response, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func (s *served) edit(name, old, new string) {
	s.t.Helper()
	name = filepath.Join(s.root, filepath.FromSlash(name))
	text, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(text), old) {
		s.t.Fatalf("%s does not hold %q (%v)", name, old, err)
	}
	// At once, as good editors save: half of a file would be another mistake.
	beside := filepath.Join(s.t.TempDir(), "new")
	if err := os.WriteFile(beside, []byte(strings.Replace(string(text), old, new, 1)), 0o644); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Rename(beside, name); err != nil {
		s.t.Fatal(err)
	}
}

const lessonPage = "/first-connection.html"

func TestServe(t *testing.T) {
	s := startServe(t)
	first := s.event()
	if len(first.Problems) > 0 {
		t.Fatalf("the course has problems: %q", first.Problems)
	}
	t.Run("pages and files", func(t *testing.T) {
		for path, want := range map[string]string{
			"/":            reloadPath,
			lessonPage:     reloadPath,
			"/style.css":   "--",
			reloadPath:     "EventSource",
			"/nothing":     reloadPath,
			"/../go.mod":   reloadPath,
			"/.hidden":     reloadPath,
			"/nothing.css": reloadPath,
		} {
			if _, body := s.get(path); !strings.Contains(body, want) {
				t.Errorf("%s does not hold %q", path, want)
			}
		}
		if status, _ := s.get("/nothing"); status != http.StatusNotFound {
			t.Errorf("a page that is not there has status %d", status)
		}
	})
	t.Run("a change of a lesson", func(t *testing.T) {
		s.edit("lessons/first-connection.md", "title: The first connection", "title: The very first connection")
		if told := s.event(); told.Version == first.Version || len(told.Problems) > 0 {
			t.Errorf("told %+v", told)
		}
		if _, body := s.get(lessonPage); !strings.Contains(body, "The very first connection") {
			t.Error("the page is the old one")
		}
	})
	t.Run("a change of the style", func(t *testing.T) {
		before := s.now()
		s.edit("tools/render/theme/style.css", "\n", "\n/* changed */\n")
		if told := s.event(); told.Version == before || len(told.Problems) > 0 {
			t.Errorf("told %+v", told)
		}
	})
	t.Run("a mistake leaves the last good site", func(t *testing.T) {
		before := tree(t, filepath.Join(s.root, "site"))
		s.edit("lessons/first-connection.md", "```run\n", "```runs\n")
		want := regexp.MustCompile(`^lessons/first-connection\.md:\d+: unknown cell "runs"`)
		if told := s.event(); len(told.Problems) == 0 || !want.MatchString(told.Problems[0]) && !want.MatchString(told.Problems[1]) {
			t.Errorf("told %+v", told)
		}
		s.stderr.next(t, want.String())
		if after := tree(t, filepath.Join(s.root, "site")); !maps.Equal(before, after) {
			t.Error("the site changed")
		}
		if status, _ := s.get(lessonPage); status != http.StatusOK {
			t.Errorf("the page has status %d", status)
		}
	})
	t.Run("the mistake mended", func(t *testing.T) {
		s.edit("lessons/first-connection.md", "```runs\n", "```run\n")
		if told := s.event(); len(told.Problems) > 0 {
			t.Errorf("told %+v", told)
		}
	})
	t.Run("a program that is not recorded", func(t *testing.T) {
		s.edit("snippets/first-connection/client/client.py", "GET /index.html", "GET /other.html")
		want := "snippets/first-connection/client/client.py:1: changed since it was recorded"
		if told := s.event(); len(told.Problems) == 0 || !strings.HasPrefix(told.Problems[0], want) {
			t.Errorf("told %+v", told)
		}
	})
}

// now returns the version that a page which is opened now is told.
func (s *served) now() string {
	s.t.Helper()
	response, err := http.Get(s.url + eventsPath)
	if err != nil {
		s.t.Fatal(err)
	}
	defer response.Body.Close()
	other := served{t: s.t, events: bufio.NewScanner(response.Body)}
	return other.event().Version
}
