package book

import (
	"os"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

// FuzzLoad wants that no course at all makes the loader or the checks panic.
func FuzzLoad(f *testing.F) {
	whole, err := os.ReadFile("testdata/course.txtar")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	for _, test := range broken {
		root, ok := change(f, test.path, test.old, test.new).(fstest.MapFS)
		if !ok {
			f.Fatal("the fixture is not a map")
		}
		archive := new(txtar.Archive)
		for name, file := range root {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: file.Data})
		}
		f.Add(txtar.Format(archive))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		b := Load(files(txtar.Parse(text)))
		b.Check()
	})
}
