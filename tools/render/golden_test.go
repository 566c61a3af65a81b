package render_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book"
	"socketpairs/tools/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

const goldenDir = "testdata/golden"

// fixture renders the small course of testdata, which must be without faults.
func fixture(t testing.TB) (*book.Book, map[string][]byte) {
	t.Helper()
	course := book.Load(os.DirFS("testdata/course"))
	for _, problem := range course.CheckSources() {
		t.Error(problem)
	}
	files, err := render.Site(course, os.DirFS("theme"))
	if err != nil {
		t.Fatal(err)
	}
	return course, files
}

// pages returns the pages among the files, in order.
func pages(files map[string][]byte) []string {
	var names []string
	for name := range files {
		if strings.HasSuffix(name, ".html") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// mainOf returns a page's main element: what a change of the header leaves
// alone.
func mainOf(t *testing.T, page []byte) []byte {
	t.Helper()
	start, end := bytes.Index(page, []byte("<main")), bytes.Index(page, []byte("</main>"))
	if start < 0 || end < start {
		t.Fatal("a page without a main element")
	}
	return append(page[start:end:end], "</main>\n"...)
}

func TestPagesAreAsTheGoldenFilesHaveThem(t *testing.T) {
	_, files := fixture(t)
	for _, name := range pages(files) {
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join(goldenDir, name)
			got := mainOf(t, files[name])
			if *update {
				if err := os.WriteFile(golden, got, 0o666); err != nil {
					t.Fatal(err)
				}
				t.Logf("wrote %s", golden)
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs from a fresh rendering; look at the difference that -update makes\n%s", golden, firstDifference(got, want))
			}
		})
	}
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

func TestNoGoldenFileIsUnused(t *testing.T) {
	_, files := fixture(t)
	goldens, err := filepath.Glob(goldenDir + "/*")
	if err != nil || len(goldens) == 0 {
		t.Fatalf("no golden files in %s (%v)", goldenDir, err)
	}
	for _, golden := range goldens {
		if files[filepath.Base(golden)] == nil {
			t.Errorf("%s belongs to no page; remove it", golden)
		}
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	_, first := fixture(t)
	for range 3 {
		_, again := fixture(t)
		if len(first) != len(again) {
			t.Fatalf("%d files, then %d", len(first), len(again))
		}
		for name, content := range first {
			if !bytes.Equal(content, again[name]) {
				t.Errorf("%s differs from one rendering to the next", name)
			}
		}
	}
}

func TestAFaultyThemeIsReportedWithItsPlace(t *testing.T) {
	course := book.Load(os.DirFS("testdata/course"))
	for _, test := range []struct{ name, file, content, want string }{
		{"syntax", "pair.html", "one\n{{if}}\n", "theme/pair.html:2: "},
		{"unknown field", "run.html", "\n\n{{.Nothing}}\n", "theme/run.html:3:"},
		{"unclosed tag", "code.html", "<p class={{.ID}}\n", "theme/code.html:1: "},
		{"missing style", "style.css", "", "style.css"},
	} {
		t.Run(test.name, func(t *testing.T) {
			theme := copyTheme(t)
			if test.content == "" {
				delete(theme, test.file)
			} else {
				theme[test.file] = &fstest.MapFile{Data: []byte(test.content)}
			}
			files, err := render.Site(course, theme)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got the error %v; want one that says %q", err, test.want)
			}
			if files != nil {
				t.Error("files beside an error")
			}
		})
	}
}

func copyTheme(t *testing.T) fstest.MapFS {
	theme := fstest.MapFS{}
	names, _ := filepath.Glob("theme/*")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		theme[filepath.Base(name)] = &fstest.MapFile{Data: data}
	}
	return theme
}
