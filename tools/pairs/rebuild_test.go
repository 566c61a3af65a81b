package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book"
	"socketpairs/tools/render"
)

// inMemory returns the sources of the real course.
func inMemory(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, folder := range []string{"lessons", "snippets", themeFolder} {
		from := filepath.Join(project, filepath.FromSlash(folder))
		for name, text := range tree(t, from) {
			under, err := filepath.Rel(from, name)
			if err != nil {
				t.Fatal(err)
			}
			files[folder+"/"+filepath.ToSlash(under)] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return files
}

// edits are changes of the course, one after the other: each changes files
// and returns their paths. What they find is looked for anew, so that they
// hold for every course.
var edits = []struct {
	name string
	edit func(c *coursebook)
	made int // how many pages of lessons and of text are made anew; -1 for any number
}{
	{"all is new", func(*coursebook) {}, -1},
	{"nothing", func(*coursebook) {}, 0},
	{"a sentence", func(c *coursebook) { c.add("lessons/echo.md", "\nOne more sentence.\n") }, 1},
	{"a title", func(c *coursebook) { c.replace("lessons/echo.md", "title: ", "title: Another ") }, -1},
	{"a question", func(c *coursebook) { c.replace("lessons/echo.md", "question: ", "question: Really, ") }, 1},
	{"a new term", func(c *coursebook) { c.add("lessons/echo.md", "\nAn **unheard-of word** stands for itself.\n") }, 1},
	{"a page of text", func(c *coursebook) { c.add("lessons/coming-from-python.md", "\nOne more sentence.\n") }, 1},
	{"where the faults are explained", func(c *coursebook) { c.replace("lessons/how-verified.md", "## Faults", "## Mistakes") }, -1},
	{"a program", func(c *coursebook) { c.replace("snippets/echo/server/server.py", "# 1. ", "# 1. Now: ") }, -1},
	{"a longer pair", func(c *coursebook) {
		for name, comment := range map[string]string{"server.py": "# ", "server.go": "// "} {
			c.add("snippets/echo/server/"+name, "\n"+comment+"5-29. A late step.\n\n"+comment+"30. A very late step.\n")
		}
	}, -1},
	{"a run's caption", func(c *coursebook) { c.replace("snippets/echo/run.txtar", "# ", "# Look: ") }, 1},
	{"what a program printed", func(c *coursebook) { c.replace("snippets/echo/run.txtar", "-- server --\n", "-- server --\nnot so\n") }, 1},
	{"the packets gone", func(c *coursebook) { c.remove("snippets/echo/run.pcapng") }, -1},
	{"two lessons change places", func(c *coursebook) {
		c.replace("lessons/contents.yaml", "- framing\n      - echo\n", "- echo\n      - framing\n")
	}, -1},
	{"a part's title", func(c *coursebook) { c.replace("lessons/contents.yaml", "title: A stream", "title: Some stream") }, -1},
	{"a part's intro", func(c *coursebook) { c.replace("lessons/contents.yaml", "TCP carries", "It carries") }, 0},
	{"the course's title", func(c *coursebook) { c.replace("lessons/contents.yaml", "title: ", "title: More ") }, -1},
	{"a lesson leaves the course", func(c *coursebook) {
		c.replace("lessons/contents.yaml", "      - echo\n", "")
		c.remove("lessons/echo.md", "snippets/echo")
	}, -1},
	{"a new lesson", func(c *coursebook) {
		c.replace("lessons/contents.yaml", "      - framing\n", "      - framing\n      - beginning\n")
		c.put("lessons/beginning.md", string(c.files["lessons/framing.md"].Data))
		for name := range maps.Clone(c.files) {
			if under, ok := strings.CutPrefix(name, "snippets/framing/"); ok {
				c.put("snippets/beginning/"+under, string(c.files[name].Data))
			}
		}
	}, -1},
	{"a lesson becomes a page", func(c *coursebook) {
		c.replace("lessons/contents.yaml", "      - beginning\n", "")
		c.replace("lessons/contents.yaml", "pages:\n", "pages:\n  - beginning\n")
		c.remove("snippets/beginning")
		c.put("lessons/beginning.md", "---\ntitle: A page\nquestion: Why?\n---\n\nSo.\n")
	}, -1},
	{"the template of a lesson", func(c *coursebook) { c.replace(themeFolder+"/lesson.html", "<main id=main>", "<main id=main lang=en>") }, -1},
	{"the template of a cell", func(c *coursebook) { c.replace(themeFolder+"/run.html", "<figure", "<figure lang=en") }, -1},
	{"a template more", func(c *coursebook) { c.put(themeFolder+"/new.html", "new\n") }, -1},
	{"a template less", func(c *coursebook) { c.remove(themeFolder + "/new.html") }, -1},
	{"the style", func(c *coursebook) { c.add(themeFolder+"/style.css", "\n.new{color:red}\n") }, 0},
	{"a script", func(c *coursebook) { c.add(themeFolder+"/script.js", "\nglobalThis.more = 1;\n") }, 0},
	{"the style of the missing page", func(c *coursebook) { c.add(themeFolder+"/missing.css", "\n.new{color:red}\n") }, 0},
	{"all forgotten", func(c *coursebook) { c.paths = []string{"lessons", "snippets"} }, -1},
}

// coursebook is a course that is edited.
type coursebook struct {
	t     *testing.T
	files fstest.MapFS
	paths []string // what the last edit changed
}

func (c *coursebook) put(name, text string) {
	c.files[name] = &fstest.MapFile{Data: []byte(text)}
	c.paths = append(c.paths, name)
}

func (c *coursebook) add(name, text string) { c.put(name, string(c.files[name].Data)+text) }

func (c *coursebook) replace(name, old, new string) {
	c.t.Helper()
	text := string(c.files[name].Data)
	if !strings.Contains(text, old) {
		c.t.Fatalf("%s does not hold %q", name, old)
	}
	c.put(name, strings.Replace(text, old, new, 1))
}

// remove removes files, and folders with all that is in them.
func (c *coursebook) remove(paths ...string) {
	for _, gone := range paths {
		maps.DeleteFunc(c.files, func(name string, _ *fstest.MapFile) bool {
			return name == gone || strings.HasPrefix(name, gone+"/")
		})
	}
	c.paths = append(c.paths, paths...)
}

// keep leaves these lessons in the course, of each part at least one: what one
// page has of others is no more among nineteen.
func (c *coursebook) keep(lessons ...string) {
	c.t.Helper()
	course := book.Load(c.files)
	for _, lesson := range course.Lessons {
		if !slices.Contains(lessons, lesson.ID) {
			c.replace("lessons/contents.yaml", "      - "+lesson.ID+"\n", "")
			c.remove("lessons/"+lesson.ID+".md", "snippets/"+lesson.ID)
		}
	}
	if course = book.Load(c.files); len(course.Lessons) != len(lessons) {
		c.t.Fatalf("%d lessons are left, want %q", len(course.Lessons), lessons)
	}
}

// TestRebuild changes the course in every way, and wants of a Loader and a
// Renderer that saw all changes what new ones make.
func TestRebuild(t *testing.T) {
	c := &coursebook{t: t, files: inMemory(t)}
	c.keep("demux-tcp", "framing", "echo", "many-processes", "udp-messages", "errors", "http-library")
	loader, renderer := book.NewLoader(c.files), render.NewRenderer()
	theme, err := fs.Sub(c.files, themeFolder)
	if err != nil {
		t.Fatal(err)
	}
	var before map[string][]byte
	for _, test := range edits {
		c.paths = nil
		test.edit(c)
		loader.Forget(c.paths...)
		course, fresh := loader.Load(), book.Load(c.files)
		if got, want := course.Check(), fresh.Check(); !slices.Equal(got, want) {
			t.Errorf("%s: the problems are\n%v\nwant\n%v", test.name, got, want)
		}
		got, err := renderer.Site(course, theme)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		want, err := render.Site(fresh, theme)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		if name := otherFile(got, want); name != "" {
			t.Fatalf("%s: %s is not what a whole build makes", test.name, name)
		}
		if made := madeAnew(course, before, got); test.made >= 0 && made != test.made {
			t.Errorf("%s: %d pages were made anew, want %d", test.name, made, test.made)
		}
		before = got
	}
}

// otherFile returns the first path under which two sites differ.
func otherFile(a, b map[string][]byte) string {
	names := slices.Sorted(maps.Keys(a))
	for _, name := range slices.Concat(names, slices.Sorted(maps.Keys(b))) {
		if text, ok := a[name]; !ok || !bytes.Equal(text, b[name]) {
			return name
		}
	}
	return ""
}

// madeAnew counts the pages of a course that are not the very same slices as
// before.
func madeAnew(course *book.Book, before, now map[string][]byte) int {
	n := 0
	for _, lesson := range slices.Concat(course.Lessons, course.Pages) {
		if page := lesson.ID + ".html"; before[page] == nil || &before[page][0] != &now[page][0] {
			n++
		}
	}
	return n
}

// TestHalfTypedPrograms cuts one program of each pair short, in one language
// and then in the other, and wants a site that shows what there is.
func TestHalfTypedPrograms(t *testing.T) {
	theme := os.DirFS(filepath.Join(project, filepath.FromSlash(themeFolder)))
	for _, extension := range []string{".py", ".go"} {
		for _, part := range []float64{0.05, 0.4, 0.8} {
			root := inMemory(t)
			var name string
			for file, content := range root {
				if path.Ext(file) == extension {
					content.Data = append(content.Data[:int(part*float64(len(content.Data)))], "\"\n"...)
					name = file
				}
			}
			course := book.Load(root)
			for _, problem := range course.CheckSources() {
				if hinders(problem) {
					t.Errorf("%v of each program: %v", part, problem)
				}
			}
			files, err := render.Site(course, theme)
			if err != nil {
				t.Fatalf("%v of each program: %v", part, err)
			}
			if !bytes.Equal(files[name], root[name].Data) {
				t.Errorf("%v of each program: %s is not what there is", part, name)
			}
		}
	}
}
