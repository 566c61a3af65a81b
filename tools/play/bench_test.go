package play_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"socketpairs/tools/book"
	"socketpairs/tools/play"
	"socketpairs/tools/play/playtest"
)

// BenchmarkMatrix verifies twenty lessons of two roles in all four mixes, as
// TestLessons does, after one Go program has changed: load, build, play and
// compare. Run it with:
//
//	go test -run '^$' -bench Matrix -benchtime 5x ./tools/play
func BenchmarkMatrix(b *testing.B) {
	if playtest.NotPrivate != nil {
		b.Skip(playtest.NotPrivate)
	}
	const lessons = 20
	root := twins(b, lessons)
	player := playtest.Player(b, root, true)
	if err := player.Build(b.Context(), book.Load(os.DirFS(root)).Lessons...); err != nil {
		b.Fatal(err)
	}
	changed := filepath.Join(root, "snippets/lesson-7/server/server.go")
	source, err := os.ReadFile(changed)
	if err != nil {
		b.Fatal(err)
	}
	edit := 0
	for b.Loop() {
		edit++
		text := fmt.Appendf(nil, "%s\n// Edit %d of process %d.\n", source, edit, os.Getpid())
		if err := os.WriteFile(changed, text, 0o644); err != nil {
			b.Fatal(err)
		}
		course := book.Load(os.DirFS(root))
		if err := player.Build(b.Context(), course.Lessons...); err != nil {
			b.Fatal(err)
		}
		playMatrix(b, player, course.Lessons)
	}
	b.ReportMetric(float64(lessons*4), "runs/op")
}

// playMatrix plays all mixes of lessons, two for each processor at once.
func playMatrix(tb testing.TB, player *play.Player, lessons []*book.Lesson) {
	tb.Helper()
	var wait sync.WaitGroup
	slots := make(chan struct{}, 2*runtime.GOMAXPROCS(0))
	for _, lesson := range lessons {
		for _, mix := range play.Mixes(len(lesson.Run.Roles())) {
			slots <- struct{}{}
			wait.Go(func() {
				defer func() { <-slots }()
				result, err := player.Play(tb.Context(), lesson, mix, nil)
				if err != nil {
					tb.Error(err)
					return
				}
				for _, problem := range append(result.Failures(), result.Compare(lesson.Run.Recording)...) {
					tb.Error(problem)
				}
			})
		}
	}
	wait.Wait()
}

// twins makes a course of copies of a real lesson, each with programs of its
// own.
func twins(tb testing.TB, n int) (root string) {
	tb.Helper()
	root = tb.TempDir()
	contents := "title: Twins\nparts:\n  - title: All\n    intro: All.\n    lessons:\n"
	for i := range n {
		id := fmt.Sprintf("lesson-%d", i)
		contents += "      - " + id + "\n"
		folder := filepath.Join(root, "snippets", id)
		if err := os.CopyFS(folder, os.DirFS("../../snippets/first-response")); err != nil {
			tb.Fatal(err)
		}
		for _, role := range []string{"server", "client"} {
			name := filepath.Join(folder, role, role+".go")
			text, err := os.ReadFile(name)
			if err != nil {
				tb.Fatal(err)
			}
			if err := os.WriteFile(name, fmt.Appendf(text, "\n// Twin %d.\n", i), 0o644); err != nil {
				tb.Fatal(err)
			}
		}
	}
	if err := os.Mkdir(filepath.Join(root, "lessons"), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "lessons", "contents.yaml"), []byte(contents), 0o644); err != nil {
		tb.Fatal(err)
	}
	return root
}

// BenchmarkRepeat plays every mix of every real lesson again and again, and
// fails at the first deviation. With two busy loops beside it, it is the proof
// that nothing here depends on luck:
//
//	go test -run '^$' -bench Repeat -benchtime 200x ./tools/play
func BenchmarkRepeat(b *testing.B) {
	if playtest.NotPrivate != nil {
		b.Skip(playtest.NotPrivate)
	}
	root := "../.."
	course := book.Load(os.DirFS(root))
	player := playtest.Player(b, root, true)
	if err := player.Build(b.Context(), course.Lessons...); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		playMatrix(b, player, course.Lessons)
		if b.Failed() {
			return
		}
	}
}
