package snippet

import (
	"fmt"
	"strings"
	"testing"
)

func TestJoinsThatOverlap(t *testing.T) {
	for _, test := range []struct {
		python, golang string
		overlaps       bool
	}{
		{"1-2 3-4", "1 2-3 4", true},
		{"1 2-3 4", "1-2 3-4", true},
		{"1-3 4", "1 2-4", true},
		{"1 2-3", "1-2 3", true},
		{"1-2 3", "1 2-3", true},
		{"1-2 3", "1 2 3", false},
		{"1-3", "1-2 3", false},
		{"1-3", "1 2-3", false},
		{"1-2 3-4", "1-4", false},
		{"1-2 3", "1-2 3", false},
	} {
		program := func(language Language, steps string) *Program {
			var source []byte
			for _, step := range strings.Fields(steps) {
				source = fmt.Appendf(source, "%s %s. Do it.\n", language.comment(), step)
			}
			return NewProgram(language, "x."+language.Short(), source)
		}
		pair := NewPair("x", program(Python, test.python), program(Go, test.golang))
		got := pair.unaligned
		if (len(got) > 0) != test.overlaps || test.overlaps && !strings.Contains(got[0].Message, "overlap steps") {
			t.Errorf("%s beside %s: %v", test.python, test.golang, got)
		}
		if pair.Program(Python) != pair.Python || pair.Program(Go) != pair.Go {
			t.Error("a program is that of the other language")
		}
	}
}

// TestAStepIsMissing wants the first step that one program lacks.
func TestAStepIsMissing(t *testing.T) {
	python := NewProgram(Python, "x.py", []byte("# 1. One.\n# 2. Two.\n"))
	golang := NewProgram(Go, "x.go", []byte("// 1. One.\n// 2-3. Two and three.\n"))
	rows, found := align(python, golang)
	if len(found) != 1 || found[0].String() != "x.py:2: step 3 is missing here; x.go has it in line 2 (step-pair)" {
		t.Errorf("rows %v, problems %v", rows, found)
	}
}

// FuzzSteps wants that any two texts can be laid beside each other, or are
// refused.
func FuzzSteps(f *testing.F) {
	f.Add("# 1. One.\n# 2. Two.\n", "// 1-2. Both.\n")
	f.Add("# 1-2. Both.\n", "// 1. One.\n// 2. Two.\n")
	f.Add("# 0. None.\n", "// 999-1. Back.\n")
	f.Add("# 1-2. a\n# 3. b\n", "// 1. a\n// 2-3. b\n")
	f.Fuzz(func(t *testing.T, python, golang string) {
		rows, found := align(NewProgram(Python, "x.py", []byte(python)), NewProgram(Go, "x.go", []byte(golang)))
		if (rows == nil) != (len(found) > 0) {
			t.Errorf("rows %v with problems %v", rows, found)
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
