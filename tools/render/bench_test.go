package render_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book"
	"socketpairs/tools/render"
)

// BenchmarkSite renders courses of several sizes: the time for a lesson must
// not grow with the number of lessons.
//
//	go test ./tools/render -run '^$' -bench Site -benchmem
func BenchmarkSite(b *testing.B) {
	for _, lessons := range []int{100, 1000} {
		b.Run(fmt.Sprintf("lessons=%d", lessons), func(b *testing.B) {
			course := book.Load(syntheticCourse(b, lessons))
			theme := os.DirFS("theme")
			b.ReportAllocs()
			for b.Loop() {
				if _, err := render.Site(course, theme); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*lessons), "µs/lesson")
		})
	}
}

// syntheticCourse is a course of many copies of one lesson of the fixture, in
// seven parts, each with two roles in two languages.
func syntheticCourse(t testing.TB, lessons int) fs.FS {
	fixture := os.DirFS("testdata/course")
	files := fstest.MapFS{}
	var contents bytes.Buffer
	contents.WriteString("title: Many lessons\nparts:\n")
	for n := range lessons {
		if n%(lessons/7+1) == 0 {
			fmt.Fprintf(&contents, "  - title: Part\n    intro: A part.\n    lessons:\n")
		}
		id := fmt.Sprintf("lesson-%d", n)
		fmt.Fprintf(&contents, "      - %s\n", id)
		copyLesson(t, files, fixture, id)
	}
	files["lessons/contents.yaml"] = &fstest.MapFile{Data: contents.Bytes()}
	return files
}

// copyLesson copies the lesson "greeting" under another id. Its programs are
// made longer, as long as those of real lessons.
func copyLesson(t testing.TB, files fstest.MapFS, fixture fs.FS, id string) {
	err := fs.WalkDir(fixture, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !bytes.Contains([]byte(name), []byte("greeting")) {
			return err
		}
		data, err := fs.ReadFile(fixture, name)
		if bytes.HasSuffix([]byte(name), []byte(".py")) {
			data = append(data, bytes.Repeat([]byte("\nprint(f\"more {len(data)}\", flush=True)\n"), 15)...)
		}
		renamed := bytes.ReplaceAll([]byte(name), []byte("greeting"), []byte(id))
		files[string(renamed)] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
