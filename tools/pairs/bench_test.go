package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/publish"
	"socketpairs/tools/render"
)

// Benchmarks of the way from sources to site, over the real course and over
// synthetic ones. Run them with: go test -bench . -run '^$' ./tools/pairs

// courses are what the benchmarks go over.
var courses = []struct {
	name    string
	lessons int // 0 for the real course
}{{"real", 0}, {"40", 40}, {"1000", 1000}}

// eachCourse runs a benchmark over every course and reports pages a second.
func eachCourse(b *testing.B, bench func(b *testing.B, root fs.FS)) {
	for _, course := range courses {
		b.Run(course.name, func(b *testing.B) {
			root := os.DirFS(project)
			if course.lessons > 0 {
				root = onDisk(b, synthetic(course.lessons))
			}
			pages := len(book.Load(root).Lessons)
			b.ReportAllocs()
			b.ResetTimer()
			bench(b, root)
			b.ReportMetric(float64(pages)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// onDisk writes files to a folder: files in a map are slow to look for.
func onDisk(b *testing.B, files fs.FS) fs.FS {
	folder := b.TempDir()
	if err := os.CopyFS(folder, files); err != nil {
		b.Fatal(err)
	}
	return os.DirFS(folder)
}

func BenchmarkLoad(b *testing.B) {
	eachCourse(b, func(b *testing.B, root fs.FS) {
		for b.Loop() {
			book.Load(root)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	eachCourse(b, func(b *testing.B, root fs.FS) {
		course := book.Load(root)
		for b.Loop() {
			if problems := course.Check(); len(problems) > 0 {
				b.Fatal(problems[0])
			}
		}
	})
}

func BenchmarkRender(b *testing.B) {
	theme := os.DirFS(filepath.Join(project, "tools/render/theme"))
	eachCourse(b, func(b *testing.B, root fs.FS) {
		course := book.Load(root)
		for b.Loop() {
			if _, err := render.Site(course, theme); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkBuild is all of pairs build, into a new folder each time.
func BenchmarkBuild(b *testing.B) {
	eachCourse(b, func(b *testing.B, root fs.FS) {
		from := b.TempDir()
		copyCourse(b, from, root)
		b.ResetTimer()
		for b.Loop() {
			b.StopTimer()
			if err := os.RemoveAll(filepath.Join(from, "site")); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if _, err := buildOnce(b.Context(), from); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkReload is what an author waits for: the time from the saving of a
// lesson to the event that reloads its page. The median is "ms/reload".
func BenchmarkReload(b *testing.B) {
	eachCourse(b, func(b *testing.B, root fs.FS) {
		folder := b.TempDir()
		copyCourse(b, folder, root)
		lesson := book.Load(root).Lessons[3]
		name := filepath.Join(folder, filepath.FromSlash(lesson.Path))
		s := serveFolder(b, folder)
		s.event()
		var took []time.Duration
		b.ResetTimer()
		for i := 0; b.Loop(); i++ {
			text := append(bytes.Clone(lesson.Source), [...]string{"\nOne more sentence.\n", "\nAnother one.\n"}[i%2]...)
			began := time.Now()
			if err := os.WriteFile(name, text, 0o644); err != nil {
				b.Fatal(err)
			}
			if told := s.event(); len(told.Problems) > 0 {
				b.Fatal(told.Problems)
			}
			took = append(took, time.Since(began))
		}
		b.StopTimer()
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/reload")
	})
}

// copyCourse copies a course and the project's theme.
func copyCourse(b *testing.B, folder string, root fs.FS) {
	b.Helper()
	if err := os.CopyFS(folder, root); err != nil {
		b.Fatal(err)
	}
	theme := filepath.Join(folder, filepath.FromSlash(themeFolder))
	if _, err := os.Stat(theme); err == nil {
		return
	}
	if err := os.CopyFS(theme, os.DirFS(filepath.Join(project, filepath.FromSlash(themeFolder)))); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkCompare is what a build finds out when nothing has changed.
func BenchmarkCompare(b *testing.B) {
	theme := os.DirFS(filepath.Join(project, "tools/render/theme"))
	eachCourse(b, func(b *testing.B, root fs.FS) {
		files, err := render.Site(book.Load(root), theme)
		if err != nil {
			b.Fatal(err)
		}
		site := filepath.Join(b.TempDir(), "site")
		if _, err := publish.Write(b.Context(), site, files); err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		for b.Loop() {
			if differences, err := publish.Compare(site, files); err != nil || len(differences) > 0 {
				b.Fatal(differences, err)
			}
		}
	})
}

// synthetic makes a course of n lessons in parts of twenty: four programs of
// 40 to 80 lines and ten paragraphs each, no two the same.
func synthetic(n int) fs.FS {
	root := fstest.MapFS{}
	put := func(name, text string) { root[name] = &fstest.MapFile{Data: []byte(text)} }
	var contents strings.Builder
	contents.WriteString("title: A synthetic course\nparts:\n")
	for i := range n {
		if i%20 == 0 {
			fmt.Fprintf(&contents, "  - title: Part %d\n    intro: What part %d is about.\n    lessons:\n", i/20+1, i/20+1)
		}
		id := fmt.Sprintf("lesson-%d", i)
		fmt.Fprintf(&contents, "      - %s\n", id)
		put("lessons/"+id+".md", syntheticText(i))
		for _, role := range []string{"server", "client"} {
			put(fmt.Sprintf("snippets/%s/%s/%s.py", id, role, role), syntheticPython(i, role))
			put(fmt.Sprintf("snippets/%s/%s/%s.go", id, role, role), syntheticGo(i, role))
		}
		put("snippets/"+id+"/run.txtar", "# The server waits.\nserver\nclient\n")
	}
	put("lessons/contents.yaml", contents.String())
	return recorded(root)
}

// recorded adds recordings that fit the sources.
func recorded(root fstest.MapFS) fs.FS {
	for _, lesson := range book.Load(root).Lessons {
		run := *lesson.Run
		run.Recording = &book.Recording{
			Date: "2026-11-23", System: "Linux 6.18", Python: "3.11.7", Go: "1.26.8",
			Sources: lesson.SourceHashes(nil),
			Outputs: []book.Output{{Name: "server", Text: "listening on 127.0.0.1:8089\n"}, {Name: "client", Text: "sent 15 bytes\n"}},
		}
		text, err := run.Format()
		if err != nil {
			panic(err) // the outputs above are lines of text
		}
		root[run.Path] = &fstest.MapFile{Data: text}
	}
	return root
}

func syntheticText(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Lesson %d\nquestion: What is asked in lesson %d?\n---\n\n", i, i)
	for p := range 5 {
		paragraph(&b, i, p)
	}
	b.WriteString("> [!PREDICT]\n> What comes out?\n> ---\n> This.\n\n## The server\n\n```pair server\n```\n\n## The client\n\n```pair client\n```\n\n## Run it\n\n```run\n```\n\n")
	for p := range 5 {
		paragraph(&b, i, p+5)
	}
	b.WriteString("| What | Python | Go |\n|---|---|---|\n| end | `b\"\"` | `io.EOF` |\n\n> [!TRAP]\n> Mind it.\n\n> [!SYSTEMS]\n> Linux.\n\n> [!EXERCISE] 15 minutes\n> Change it.\n\n> [!ASSIGNMENT] 60 minutes\n> Make it.\n")
	return b.String()
}

func paragraph(b *strings.Builder, i, p int) {
	for s := range 5 {
		fmt.Fprintf(b, "Sentence %d of paragraph %c says that a *socket* has `port %d` and a *peer* with its own one.\n", s+1, 'a'+p, 8000+i)
	}
	b.WriteString("\n")
}

func syntheticPython(i int, role string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\"\"\"The %s of lesson %d.\"\"\"\n\nimport socket\n\nHOST = \"127.0.0.1\"\nPORT = %d\n\n", role, i, 8000+i)
	for step := 1; step <= 8; step++ {
		fmt.Fprintf(&b, "# %d. Step %d of the %s.\n", step, step, role)
		fmt.Fprintf(&b, "value_%d = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\nif value_%d.fileno() > %d:\n", step, step, i)
		fmt.Fprintf(&b, "    # What is printed here is a number.\n    print(f\"{HOST}:{PORT} step %d has {len(b'%d bytes')} bytes\")\n\n", step, i*step)
	}
	return b.String()
}

func syntheticGo(i int, role string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "// The %s of lesson %d.\npackage main\n\nimport (\n\t\"fmt\"\n\t\"log\"\n\t\"net\"\n)\n\nfunc main() {\n", role, i)
	for step := 1; step <= 8; step++ {
		fmt.Fprintf(&b, "\t// %d. Step %d of the %s.\n\tconn%d, err := net.Dial(\"tcp\", \"127.0.0.1:%d\")\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n", step, step, role, step, 8000+i)
		fmt.Fprintf(&b, "\tfmt.Printf(\"step %d has %%d bytes\\n\", len(\"%d bytes\"), conn%d)\n", step, i*step, step)
	}
	b.WriteString("}\n")
	return b.String()
}

// TestSynthetic keeps the benchmarks going: they cannot build a course that
// breaks a rule.
func TestSynthetic(t *testing.T) {
	if found := book.Load(synthetic(2)).Check(); len(found) > 0 {
		t.Error(asError(found))
	}
}
