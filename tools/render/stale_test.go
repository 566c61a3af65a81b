package render_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book"
	"socketpairs/tools/render"
)

// greetingWith renders the lesson greeting of the small course after a change
// of its files.
func greetingWith(t *testing.T, change func(root fstest.MapFS)) string {
	t.Helper()
	root := fstest.MapFS{}
	from := os.DirFS("testdata/course")
	err := fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			var text []byte
			text, err = fs.ReadFile(from, name)
			root[name] = &fstest.MapFile{Data: text}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	change(root)
	files, err := render.Site(book.Load(root), os.DirFS("theme"))
	if err != nil {
		t.Fatal(err)
	}
	return string(files["greeting.html"])
}

// TestStale changes a program after its run was recorded, and wants a page
// that does not pass the recording off as what the program does now.
func TestStale(t *testing.T) {
	page := func(change func(root fstest.MapFS)) string { return greetingWith(t, change) }
	const stale = "before the programs or the script of their run changed"
	t.Run("nothing changed", func(t *testing.T) {
		if text := page(func(fstest.MapFS) {}); strings.Contains(text, stale) || !strings.Contains(text, "printed exactly these lines") {
			t.Error("the recording is said to be stale")
		}
	})
	t.Run("a program changed", func(t *testing.T) {
		text := page(func(root fstest.MapFS) {
			name := "snippets/greeting/client/client.py"
			root[name].Data = append(root[name].Data, "# The end.\n"...)
		})
		if strings.Count(text, stale) != 2 {
			t.Error("the run and the wire do not both say that they are stale")
		}
		for _, untrue := range []string{"printed exactly these lines", "put these bytes on the wire", "survives"} {
			if strings.Contains(text, untrue) {
				t.Errorf("the page still says %q", untrue)
			}
		}
	})
	t.Run("a program is new", func(t *testing.T) {
		text := page(func(root fstest.MapFS) {
			name := "snippets/greeting/run.txtar"
			root[name].Data = []byte(strings.Replace(string(root[name].Data), "\n-- ", "\nclient as another\n-- ", 1))
		})
		if !strings.Contains(text, "What it prints is not recorded yet.") || strings.Contains(text, "It prints nothing.") {
			t.Error("the page does not say that nothing is recorded for the new program")
		}
	})
}

// TestProgramBeingWritten breaks a program in the middle of a change, and wants
// a page that shows both programs of the pair, and no row of one without the
// other.
func TestProgramBeingWritten(t *testing.T) {
	for what, change := range map[string][2]string{
		"it does not compile": {"import socket", "import socket("},
		"a step is too many":  {"# 1. ", "# 1. Before that.\n# 2. "},
		"there is no step":    {"# ", "## "},
	} {
		t.Run(what, func(t *testing.T) {
			text := greetingWith(t, func(root fstest.MapFS) {
				name := "snippets/greeting/client/client.py"
				root[name].Data = []byte(strings.ReplaceAll(string(root[name].Data), change[0], change[1]))
				lesson := root["lessons/greeting.md"]
				lesson.Data = append(lesson.Data, "\n```pair client 1\n```\n"...)
			})
			for _, start := range []int{strings.Index(text, "id=client"), strings.LastIndex(text, "<figure")} {
				figure, _, _ := strings.Cut(text[max(start, 0):], "</figure>")
				for _, class := range []string{`<pre class="py`, `<pre class="go`} {
					if !strings.Contains(figure, class) {
						t.Errorf("no %s in %s", class, figure)
					}
				}
			}
		})
	}
}
