package book_test

import (
	"fmt"
	"os"

	"socketpairs/tools/book"
)

func ExampleLoad() {
	course := book.Load(os.DirFS("../render/testdata/course"))
	for _, problem := range course.Check() {
		fmt.Println(problem)
	}
	for _, lesson := range course.Lessons {
		fmt.Println(lesson.Number, lesson.ID, lesson.Run.Roles())
	}
	// Output:
	// snippets/relay/run.txtar:1: nothing is recorded yet; run: go run ./tools/pairs record relay (recorded)
	// 1 greeting [server client]
	// 2 relay [origin relay reader]
}

// A Loader reads again only what it is told to forget.
func ExampleLoader() {
	loader := book.NewLoader(os.DirFS("../render/testdata/course"))
	then := loader.Load()
	loader.Forget("lessons/relay.md")
	now := loader.Load()
	for i, lesson := range now.Lessons {
		fmt.Println(lesson.ID, lesson.SameFiles(then.Lessons[i]))
	}
	// Output:
	// greeting true
	// relay false
}

// A lesson is a text, programs and a run.
func ExampleLesson() {
	lesson := book.Load(os.DirFS("../render/testdata/course")).Lesson("greeting")
	fmt.Println(lesson.Title, "-", lesson.Question)
	fmt.Println("terms:", len(lesson.Terms), "tasks:", lesson.Tasks, "minutes:", lesson.Minutes)
	fmt.Println("a place in it:", lesson.HasID(book.StepID("server", 2)))
	for _, pair := range lesson.Pairs {
		fmt.Println(pair.Role, pair.Python.Steps)
	}
	printed, _ := lesson.Run.Recording.Output("client")
	fmt.Printf("%q\n", printed)
	// Output:
	// A greeting & its answer - Who says "hello" first?
	// terms: 1 tasks: [{EXERCISE exercise 15} {ASSIGNMENT assignment 60}] minutes: 10
	// a place in it: true
	// server [1 2 3 4]
	// client [1 2-3]
	// "received 6 bytes: hello!\n"
}

// A recording of other programs than there are now is stale.
func ExampleLesson_Stale() {
	lesson := book.Load(os.DirFS("../render/testdata/course")).Lesson("greeting")
	fmt.Println(lesson.Stale())
	changed, run := *lesson, *lesson.Run
	changed.Run = &run // with another run, it is judged anew
	changed.Pairs[0].Go.Source = []byte("package main\n")
	for _, problem := range changed.Stale() {
		fmt.Println(problem)
	}
	// Output:
	// []
	// snippets/greeting/server/server.go:1: changed since it was recorded on 2026-11-23; run: go run ./tools/pairs record greeting (recorded)
}

// A fact names where its number comes from, in one of these ways.
func ExampleFactKinds() {
	fmt.Println(book.FactKinds())
	// Output: [sysctl measured documented lesson computed chosen]
}
