package book

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

// course returns the fixture course as files that a test may change.
func course(t testing.TB) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/course.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return files(archive)
}

func files(archive *txtar.Archive) fstest.MapFS {
	root := fstest.MapFS{}
	for _, file := range archive.Files {
		root[file.Name] = &fstest.MapFile{Data: file.Data}
	}
	return root
}

// texts returns problems as people see them.
func texts(problems []Problem) []string {
	var all []string
	for _, problem := range problems {
		all = append(all, problem.String())
	}
	return all
}

func TestLoad(t *testing.T) {
	b := Load(course(t))
	if problems := b.CheckSources(); len(problems) > 0 {
		t.Fatalf("the fixture is broken:\n%s", strings.Join(texts(problems), "\n"))
	}
	hello, again := b.Lessons[0], b.Lesson("again")
	t.Run("contents", func(t *testing.T) {
		part := b.Parts[0]
		if b.Title != "A course" || part.Title != "The first part" || part.Intro != "What the part is about." || len(part.Lessons) != 2 {
			t.Errorf("got %+v with part %+v", b, part)
		}
	})
	t.Run("neighbors and numbers", func(t *testing.T) {
		if hello.Next != again || again.Previous != hello || hello.Previous != nil || again.Next != nil || again.Number != 2 {
			t.Errorf("hello %+v, again %+v", hello, again)
		}
	})
	t.Run("front matter", func(t *testing.T) {
		if hello.Title != "Hello" || hello.Question != "Who speaks first?" {
			t.Errorf("title %q, question %q", hello.Title, hello.Question)
		}
	})
	t.Run("pairs in the order of the script", func(t *testing.T) {
		if len(hello.Pairs) != 2 || hello.Pairs[0].Role != "server" || hello.Pairs[1].Role != "client" {
			t.Errorf("got %v", hello.Pairs)
		}
	})
	t.Run("script", func(t *testing.T) {
		want := []Command{Start{Role: "server", Name: "server", Args: []string{}, Line: 3}, Start{Role: "client", Name: "client", Args: []string{}, Line: 4}}
		if hello.Run.Caption != "The server waits, the client speaks." || len(hello.Run.Commands) != len(want) {
			t.Fatalf("got %+v", hello.Run)
		}
		for i, start := range hello.Run.Starts() {
			if start.Name != want[i].(Start).Name || start.Line != want[i].(Start).Line {
				t.Errorf("got %+v, want %+v", start, want[i])
			}
		}
	})
	t.Run("joined steps stand beside single ones", func(t *testing.T) {
		var got []string
		for _, row := range hello.Pair("server").Rows {
			got = append(got, describe(row))
		}
		want := []string{"0-0 py 1-4 go 1-6", "1-2 py 5-7 8-10 go 7-9", "3-3 py 11-12 go 10-12"}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// describe writes a row as its numbers and the lines of its blocks.
func describe(row Row) string {
	span := func(a, b int) string { return fmt.Sprintf("%d-%d", a, b) }
	text := span(row.From, row.To)
	for _, language := range Languages {
		text += " " + language.Short()
		for _, block := range row.Blocks(language) {
			text += " " + span(block.FirstLine, block.LastLine)
		}
	}
	return text
}

func TestEveryLineIsInOneBlock(t *testing.T) {
	for _, lesson := range Load(course(t)).Lessons {
		for _, pair := range lesson.Pairs {
			for _, program := range pair.Programs() {
				next := 1
				for _, row := range pair.Rows {
					for _, block := range row.Blocks(program.Language) {
						if block.FirstLine != next {
							t.Errorf("%s: block begins at line %d, want %d", program.Path, block.FirstLine, next)
						}
						next = block.LastLine + 1
					}
				}
				if last := strings.Count(string(program.Source), "\n"); next != last+1 {
					t.Errorf("%s: blocks end before line %d of %d", program.Path, next, last)
				}
			}
		}
	}
}

func TestRealCourse(t *testing.T) {
	root := os.DirFS("../..")
	if problems := Load(root).Check(); len(problems) > 0 {
		t.Errorf("the course has problems:\n%s", strings.Join(texts(problems), "\n"))
	}
}

// change returns the fixture with one file edited. An empty old text adds the
// file or replaces it whole; the new text "removed" removes it.
func change(t testing.TB, name, old, new string) fs.FS {
	t.Helper()
	root := course(t)
	if new == removed {
		delete(root, name)
		return root
	}
	if old == "" {
		root[name] = &fstest.MapFile{Data: []byte(new)}
		return root
	}
	file := root[name]
	if file == nil || strings.Count(string(file.Data), old) == 0 {
		t.Fatalf("%s does not hold %q", path.Base(name), old)
	}
	root[name] = &fstest.MapFile{Data: []byte(strings.Replace(string(file.Data), old, new, 1))}
	return root
}

// fillFrom copies a folder of the disk into a map.
func fillFrom(root fstest.MapFS, folder string) error {
	from := os.DirFS(folder)
	return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(from, name)
		root[name] = &fstest.MapFile{Data: text}
		return err
	})
}
