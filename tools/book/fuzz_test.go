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

// FuzzRun wants that a run file without problems is written as it was read.
func FuzzRun(f *testing.F) {
	f.Add("# Why.\nneeds: unix\nbecause: x\nserver &\nclient as ann 3 &\nstop server\nwait\n")
	f.Add("server\n-- server --\nlistening\n-- wire --\nx\n-- recorded --\ndate: 2026-11-23\nsystem: Linux 6.18\npython: 3.11.7\ngo: 1.26.8\nsource: run.txtar 0123456789abcdef\n")
	f.Add("survives: reset\nserver\n-- server --\n-- fault reset --\nserver| x\n-- recorded --\ndate: 2026-11-23\nsystem: Linux\npython: 3\ngo: 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		run, problems := ParseRun("run.txtar", []byte(text))
		if len(problems) > 0 {
			return
		}
		written, err := run.Format()
		if err != nil {
			return // an output that the format cannot hold is refused
		}
		again, problems := ParseRun("run.txtar", written)
		if len(problems) > 0 {
			t.Fatalf("%q was written as %q: %v", text, written, problems)
		}
		if twice, err := again.Format(); err != nil || string(twice) != string(written) {
			t.Errorf("%q was written as %q, then as %q (%v)", text, written, twice, err)
		}
	})
}
