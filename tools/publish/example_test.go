package publish_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"socketpairs/tools/publish"
)

// A site is written, somebody changes a page of it, and the next build puts
// that page back.
func Example() {
	top, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(top)
	dir := filepath.Join(top, "site")
	files := publish.Files{
		"index.html":  []byte(publish.Mark + "\n"),
		"echo/a.html": []byte("one\ntwo\n"),
	}
	changed, err := publish.Write(context.Background(), dir, files)
	fmt.Println(changed, err)

	err = os.WriteFile(filepath.Join(dir, "echo", "a.html"), []byte("one\n2\n"), 0o644)
	fmt.Println(err)
	differences, err := publish.Compare(dir, files)
	for _, d := range differences {
		fmt.Println(filepath.Base(d.Path), d.Line, d.Kind, err)
	}
	changed, err = publish.Write(context.Background(), dir, files)
	fmt.Println(changed, err)
	// Output:
	// [echo/a.html index.html] <nil>
	// <nil>
	// a.html 2 is not what the sources give <nil>
	// [echo/a.html] <nil>
}
