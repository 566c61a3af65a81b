package book

import (
	"slices"
	"strings"
	"testing"
)

// recordFaults writes the run file of the fixture's lesson as if some faults
// were claimed and others recorded.
func recordFaults(t *testing.T, claimed string, recorded ...string) *Book {
	t.Helper()
	root := course(t)
	root[helloRun].Data = []byte("survives: " + claimed + "\n" + string(root[helloRun].Data))
	record(t, root, recorded...)
	return Load(root)
}

func TestClaimedAndRecordedFaults(t *testing.T) {
	const again = "run: go run ./tools/pairs record hello"
	tests := []struct {
		rule, claimed string
		recorded      []string
		want          string // empty if nothing is wrong with the faults
	}{
		{"claimed and recorded", "reset silent", []string{"reset", "silent"}, ""},
		{"claimed and not recorded", "reset silent", []string{"reset"},
			helloRun + ":1: survives names silent, which is not recorded; " + again},
		{"recorded and not claimed", "reset", []string{"reset", "silent"},
			helloRun + ":1: the fault silent is recorded, but survives does not name it; " + again},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			b := recordFaults(t, test.claimed, test.recorded...)
			about := func(problem string) bool {
				return strings.Contains(problem, "survives") || strings.Contains(problem, "fault")
			}
			i := slices.IndexFunc(texts(b.Check()), about)
			switch {
			case test.want == "" && i >= 0:
				t.Errorf("got %v", b.Check()[i])
			case test.want != "" && (i < 0 || !strings.HasPrefix(b.Check()[i].String(), test.want)):
				t.Errorf("want %q, got %v", test.want, b.Check())
			}
		})
	}
	t.Run("what is not recorded yet does not stop a recording", func(t *testing.T) {
		for _, problem := range recordFaults(t, "reset").CheckSources() {
			t.Error(problem)
		}
	})
}
