package render_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"socketpairs/tools/book"
	"socketpairs/tools/render"
)

// What a page may weigh: its HTML, and the style and script of every page,
// each compressed with gzip at level 9. TCP sends ten segments of 1,460 bytes
// before it waits for the first acknowledgment (RFC 6928).
const (
	tenSegments = 14_600
	mostBytes   = 20_000
)

const weightTable = "testdata/weights.txt"

// realSite renders the course that people get.
func realSite(t *testing.T) (*book.Book, map[string][]byte) {
	t.Helper()
	course := book.Load(os.DirFS("../.."))
	if problems := course.Check(); len(problems) > 0 {
		t.Fatalf("the course has problems, first: %v", problems[0])
	}
	files, err := render.Site(course, os.DirFS("theme"))
	if err != nil {
		t.Fatal(err)
	}
	return course, files
}

// TestWeight says which page is over its limit, and by how much, and keeps
// a table of what each page weighs, so that growth is seen in review. The
// table is written anew with -update.
func TestWeight(t *testing.T) {
	course, files := realSite(t)
	shared := compressed(t, files["style.css"]) + compressed(t, files["script.js"])
	table := fmt.Sprintf("# Bytes of each page's first view, gzip -9: HTML, and %d of style.css and script.js.\n", shared)
	weights := map[string]int{}
	for _, name := range pages(files) {
		weights[name] = shared + compressed(t, files[name])
		table += fmt.Sprintf("%6d %s\n", weights[name], name)
		if over := weights[name] - mostBytes; over > 0 {
			t.Errorf("%s is %d bytes over %d", name, over, mostBytes)
		}
	}
	var lessons []int
	for _, lesson := range course.Lessons {
		lessons = append(lessons, weights[lesson.ID+".html"])
	}
	slices.Sort(lessons)
	if over := lessons[len(lessons)/2] - tenSegments; over > 0 {
		t.Errorf("the median of all lessons is %d bytes over %d\n%s", over, tenSegments, table)
	}
	if over := weights["first-connection.html"] - tenSegments; over > 0 {
		t.Errorf("first-connection.html is %d bytes over %d", over, tenSegments)
	}
	if *update {
		if err := os.WriteFile(weightTable, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("wrote %s", weightTable)
	}
	recorded, err := os.ReadFile(weightTable)
	if err != nil {
		t.Fatal(err)
	}
	if string(recorded) != table {
		t.Errorf("the pages weigh other than %s says; look at what has grown, then run: go test ./tools/render -update\n%s",
			weightTable, changed(string(recorded), table))
	}
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

// changed returns the lines of a text that another has not got.
func changed(old, now string) string {
	var b strings.Builder
	before := slices.Collect(strings.Lines(old))
	for line := range strings.Lines(now) {
		if !slices.Contains(before, line) {
			b.WriteString(line)
		}
	}
	return b.String()
}
