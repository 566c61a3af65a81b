package render_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"socketpairs/tools/book"
	"socketpairs/tools/render"
)

// What the first view of a lesson may weigh: its HTML, and every style and
// script that it links, each compressed with gzip at level 9; the icon and
// HTTP's own headers come on top. TCP sends ten segments before it waits for
// the first acknowledgment (RFC 6928): 14,600 bytes where a segment carries
// 1,460, and 14,480 where the option for timestamps takes 12 of them.
const (
	medianBytes = 14_600
	mostBytes   = 16_384
)

// planned are lessons that are not written yet, by the first lesson of their
// part. The sidebars of a part's lessons list all of them, so they are weighed
// with them.
var planned = map[string][]string{
	"many-clients":   {"One thread, many sockets", "Streams and coroutines", "Chat: one message to everybody", "Stopping without cutting anybody off"},
	"udp-messages":   {"Stop and wait", "Go-back-N: a window", "Broadcast and multicast"},
	"address-in-use": {"From a name to addresses", "IPv6 and dual stack", "Socket options that matter", "Which ports of this computer answer?", "Latency and throughput on loopback"},
	"http-by-hand":   {"A web proxy, and a TCP proxy", "SMTP by hand", "A DNS query by hand", "Sending a file", "TLS over the same socket"},
}

// addPlanned adds the planned lessons to a course: copies of their part's last
// lesson, but for their names.
func addPlanned(t *testing.T, course *book.Book) {
	t.Helper()
	parts := 0
	course.Lessons = nil
	for _, part := range course.Parts {
		titles := planned[part.Lessons[0].ID]
		parts += min(1, len(titles))
		for i, title := range titles {
			lesson := *part.Lessons[len(part.Lessons)-1]
			lesson.ID, lesson.Title = fmt.Sprintf("planned-%d-%d", part.Number, i+1), title
			part.Lessons = append(part.Lessons, &lesson)
		}
		course.Lessons = append(course.Lessons, part.Lessons...)
	}
	if parts != len(planned) {
		t.Fatalf("%d parts have planned lessons, want %d: name the first lesson of each", parts, len(planned))
	}
	for i, lesson := range course.Lessons {
		lesson.Number = i + 1
	}
}

// realCourse loads the course that people get.
func realCourse(t *testing.T) *book.Book {
	t.Helper()
	course := book.Load(os.DirFS("../.."))
	if problems := course.Check(); len(problems) > 0 {
		t.Fatalf("the course has problems, first: %v", problems[0])
	}
	return course
}

// realSite renders the course that people get.
func realSite(t *testing.T) (*book.Book, map[string][]byte) {
	t.Helper()
	course := realCourse(t)
	return course, siteOf(t, course)
}

func siteOf(t *testing.T, course *book.Book) map[string][]byte {
	t.Helper()
	files, err := render.Site(course, os.DirFS("theme"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestWeight says what the lessons are over a limit, and by how much; with -v,
// what each page weighs. Half of the lessons may be heavier than the median, so
// a lesson more, however heavy, does not break that limit for the others.
func TestWeight(t *testing.T) {
	course := realCourse(t)
	lessons := len(course.Lessons)
	addPlanned(t, course)
	files := siteOf(t, course)
	var weights []int
	for _, lesson := range course.Lessons {
		if !strings.HasPrefix(lesson.ID, "planned-") {
			weights = append(weights, weigh(t, files, lesson.ID+".html"))
		}
	}
	slices.Sort(weights)
	if over := weights[(lessons-1)/2] - medianBytes; over > 0 {
		t.Errorf("the median of all lessons is %d bytes over %d", over, medianBytes)
	}
	if over := weights[lessons-1] - mostBytes; over > 0 {
		t.Errorf("the heaviest lesson is %d bytes over %d", over, mostBytes)
	}
	for _, name := range append(pages(files), "style.css", "script.js") {
		if !strings.HasPrefix(name, "planned-") {
			t.Logf("%6d %s", weigh(t, files, name), name)
		}
	}
}

// weigh returns what a page and all that it links weigh.
func weigh(t *testing.T, files map[string][]byte, name string) int {
	t.Helper()
	sum := compressed(t, files[name])
	for _, linked := range elements(parsePage(t, files[name]), isLoaded) {
		address := attribute(linked, "href") + attribute(linked, "src")
		content, ok := files[path.Clean(address)]
		if !ok {
			t.Fatalf("%s links %s, which is not there", name, address)
		}
		sum += compressed(t, content)
	}
	return sum
}

// isLoaded reports whether a browser loads an element's file with the page: a
// style, for whatever medium, or a script.
func isLoaded(n *html.Node) bool {
	return n.Data == "link" && attribute(n, "rel") == "stylesheet" || n.Data == "script" && attribute(n, "src") != ""
}

func compressed(t *testing.T, content []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
