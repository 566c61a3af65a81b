package need

import "testing"

// TestSkip wants a skipped test by hand, and a failed one where CI is set.
func TestSkip(t *testing.T) {
	for ci, want := range map[string]string{"": "skipped", "true": "failed"} {
		t.Setenv("CI", ci)
		test := &recorder{TB: t}
		Skip(test, "%s was not verified", "this")
		if test.end != want {
			t.Errorf("with CI=%q: %s, want %s", ci, test.end, want)
		}
	}
}

type recorder struct {
	testing.TB
	end string
}

func (r *recorder) Fatalf(string, ...any) { r.end = "failed" }
func (r *recorder) Skipf(string, ...any) {
	if r.end == "" {
		r.end = "skipped"
	}
}
