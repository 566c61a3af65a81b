package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/publish"
)

// served is a serve command that runs on a copy of the project.
type served struct {
	t      testing.TB
	root   string
	url    string
	events *bufio.Scanner
	stderr *lineWriter
}

// lineWriter passes on what is written, a line at a time.
type lineWriter struct{ lines chan string }

func (w *lineWriter) Write(b []byte) (int, error) {
	for line := range bytes.Lines(b) {
		select {
		case w.lines <- strings.TrimSuffix(string(line), "\n"):
		default: // nobody has read the last thousand
		}
	}
	return len(b), nil
}

func newLineWriter() *lineWriter { return &lineWriter{make(chan string, 1000)} }

// next waits for a line that matches.
func (w *lineWriter) next(t testing.TB, pattern string) []string {
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

// startServe serves a copy of the project.
func startServe(t *testing.T) *served {
	t.Helper()
	root := t.TempDir()
	if err := copyProject(root); err != nil {
		t.Fatal(err)
	}
	return serveFolder(t, root)
}

// serveFolder serves a course until the test ends.
func serveFolder(t testing.TB, root string) *served {
	t.Helper()
	s := &served{t: t, root: root, stderr: newLineWriter()}
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
	s.events = s.listen()
	return s
}

// listen opens a stream of events until the test ends.
func (s *served) listen() *bufio.Scanner {
	s.t.Helper()
	response, err := http.Get(s.url + eventsPath)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { response.Body.Close() })
	return bufio.NewScanner(response.Body)
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
		s.edit("snippets/first-connection/client/client.py", "\"\"\"", "\"\"\"Once more: ")
		if told := s.event(); len(told.Problems) > 0 {
			t.Errorf("told %+v", told)
		}
		s.stderr.next(t, `^snippets/first-connection/client/client\.py:1: `)
		if _, body := s.get(lessonPage); !strings.Contains(body, "Once more: ") {
			t.Error("the page is the old one")
		}
	})
	t.Run("a text, while a program is half typed", func(t *testing.T) {
		s.edit("snippets/first-connection/server/server.go", "package main", "package main(")
		want := "snippets/first-connection/server/server.go:"
		if told := s.event(); len(told.Problems) == 0 || !strings.HasPrefix(told.Problems[0], want) {
			t.Errorf("told %+v", told)
		}
		s.edit("lessons/first-connection.md", "title: The very first connection", "title: The second connection")
		if told := s.event(); len(told.Problems) == 0 || !strings.HasPrefix(told.Problems[0], want) {
			t.Errorf("told %+v", told)
		}
		if _, body := s.get(lessonPage); !strings.Contains(body, "The second connection") {
			t.Error("the page is the old one")
		}
	})
	t.Run("at last", s.wantWhole)
}

// wantWhole wants the site to be what a whole build makes.
func (s *served) wantWhole(t *testing.T) {
	t.Helper()
	for _, difference := range s.differences(t) {
		t.Error(difference)
	}
}

func (s *served) differences(t *testing.T) []publish.Difference {
	t.Helper()
	files, err := (&app{root: s.root}).render(book.Load(os.DirFS(s.root)))
	if err != nil {
		t.Fatal(err)
	}
	differences, err := publish.Compare(filepath.Join(s.root, siteFolder), files)
	if err != nil {
		t.Fatal(err)
	}
	return differences
}

// TestServeTellsOfOtherBuilds edits a lesson and builds at once, so that now
// serve and now the other build writes the site.
func TestServeTellsOfOtherBuilds(t *testing.T) {
	s := startServe(t)
	told := s.event()
	for i := range 5 {
		s.edit("lessons/echo.md", "An echo server", "An echo server, I say,")
		if i%2 == 0 {
			if _, err := buildOnce(t.Context(), s.root); err != nil {
				t.Fatal(err)
			}
		}
		for {
			before := told
			if told = s.event(); told.Version == before.Version || len(told.Problems) > 0 {
				t.Fatalf("told %+v after %+v", told, before)
			}
			if _, body := s.get("/echo.html"); strings.Count(body, ", I say,") == i+1 {
				break
			}
		}
	}
	t.Run("a file that nobody built", func(t *testing.T) {
		for s.now() != told.Version { // the last edit may change other files, too
			told = s.event()
		}
		if err := os.WriteFile(filepath.Join(s.root, siteFolder, "style.css"), []byte("new"), 0o644); err != nil {
			t.Fatal(err)
		}
		if now := s.event(); now.Version == told.Version {
			t.Error("the version is the same")
		}
	})
}

func TestServeBringsBackWhatIsRemoved(t *testing.T) {
	s := startServe(t)
	first := s.event()
	for _, name := range []string{"echo.html", "snippets", ""} {
		// In one step: serve brings back files of a folder while others go.
		if err := os.Rename(filepath.Join(s.root, siteFolder, name), filepath.Join(t.TempDir(), "gone")); err != nil {
			t.Fatal(err)
		}
		eventually(t, func() bool { return s.differences(t) == nil })
	}
	eventually(t, func() bool { return s.now() == first.Version }) // it is the same site again
}

// eventually waits until something is so.
func eventually(t *testing.T, isSo func() bool) {
	t.Helper()
	for began := time.Now(); !isSo(); time.Sleep(settle) {
		if time.Since(began) > 30*time.Second {
			t.Fatal("it never was so")
		}
	}
}

// TestServeEndsWhileItReads makes serve read a pipe that nobody writes to.
func TestServeEndsWhileItReads(t *testing.T) {
	s := startServe(t)
	makePipe(t, filepath.Join(s.root, filepath.FromSlash(themeFolder), "pipe.html"))
	time.Sleep(20 * settle) // for the build to begin; the end must come either way
	if status, _ := s.get(lessonPage); status != http.StatusOK {
		t.Errorf("the page has status %d", status)
	}
	// The end of the test ends serve, and waits for it.
}

func TestListen(t *testing.T) {
	said := newLineWriter()
	a := &app{stderr: said}
	first, err := a.listen(firstPort, portTries)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	taken := first.Addr().(*net.TCPAddr).Port
	second, err := a.listen(taken, portTries)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	said.next(t, fmt.Sprintf(`^port %d: .*in use; trying %d$`, taken, taken+1))
	if port := second.Addr().(*net.TCPAddr).Port; port <= taken {
		t.Errorf("listens on %d", port)
	}
	if third, err := a.listen(taken, 1); err == nil {
		third.Close()
		t.Error("a port was taken twice")
	} else if want := fmt.Sprintf("no port from %d to %d is free", taken, taken); !strings.Contains(err.Error(), want) {
		t.Errorf("the error is %v", err)
	}
}

// now returns the version that a page which is opened now is told.
func (s *served) now() string {
	s.t.Helper()
	other := served{t: s.t, events: s.listen()}
	return other.event().Version
}
