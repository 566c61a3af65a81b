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

// FuzzSteps wants that any two texts can be laid beside each other, or are
// refused.
func FuzzSteps(f *testing.F) {
	f.Add("# 1. One.\n# 2. Two.\n", "// 1-2. Both.\n")
	f.Add("# 1-2. Both.\n", "// 1. One.\n// 2. Two.\n")
	f.Add("# 0. None.\n", "// 999-1. Back.\n")
	f.Add("# 1-2. a\n# 3. b\n", "// 1. a\n// 2-3. b\n")
	f.Fuzz(func(t *testing.T, python, golang string) {
		pair := &Pair{
			Python: &Program{Language: Python, Source: []byte(python), Steps: scanSteps([]byte(python), Python)},
			Go:     &Program{Language: Go, Source: []byte(golang), Steps: scanSteps([]byte(golang), Go)},
		}
		rows := alignRows(pair)
		if (rows == nil) != (len(checkSteps(pair)) > 0) {
			t.Errorf("rows %v with problems %v", rows, checkSteps(pair))
		}
		next := 1
		for i, row := range rows {
			if i > 0 && row.From != next {
				t.Errorf("row %d begins with step %d, want %d", i, row.From, next)
			}
			if i > 0 {
				next = row.To + 1
			}
		}
	})
}
