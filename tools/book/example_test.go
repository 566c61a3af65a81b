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
