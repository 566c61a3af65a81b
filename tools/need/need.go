// Package need leaves tests out that this machine cannot run. Only tests use
// it. Begin at Skip.
package need

import (
	"os"
	"testing"
)

// Skip ends a test that the machine cannot run, and says what was not
// verified, and why. In continuous integration, where CI is set, the machine
// has what it needs: there the test fails.
func Skip(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
