package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"socketpairs/tools/netbox"
)

// without calls a command as where no private network is to be had.
func without(t *testing.T, args ...string) (status int, said string) {
	t.Helper()
	var out bytes.Buffer
	status = start(t.Context(), args, fmt.Errorf("%w: this is a test", netbox.ErrUnavailable), &out, &out)
	return status, out.String()
}

// TestWithoutANetwork wants that nothing which was recorded is lost where
// packets cannot be captured.
func TestWithoutANetwork(t *testing.T) {
	if err := canPlay(t.Context()); err != nil {
		t.Skipf("recording on the loopback was not verified: %v", err)
	}
	folder := t.TempDir()
	if err := copyProject(folder); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	before := tree(t, "snippets/first-connection")
	unchanged := func(t *testing.T) {
		for name, text := range tree(t, "snippets/first-connection") {
			if before[name] != text && !strings.HasSuffix(name, ".py") && !strings.HasSuffix(name, ".go") {
				t.Errorf("%s has changed", name)
			}
		}
	}
	t.Run("a recording that still holds is kept", func(t *testing.T) {
		status, said := without(t, "record", "first-connection")
		if want := "first-connection: unchanged, as far as can be seen without its packets\n"; status != ok || said != want {
			t.Errorf("exit status %d: %s", status, said)
		}
		unchanged(t)
	})
	t.Run("--wire says why not", func(t *testing.T) {
		status, said := without(t, "run", "first-connection", "--wire")
		if want := "pairs: --wire: no private network here: this is a test\n"; status != problems || said != want {
			t.Errorf("exit status %d: %s", status, said)
		}
	})
	t.Run("packets are not lost for a change", func(t *testing.T) {
		for name, text := range before {
			if strings.HasSuffix(name, ".py") || strings.HasSuffix(name, ".go") {
				if err := os.WriteFile(name, []byte(strings.ReplaceAll(text, "sent", "posted")), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		status, said := without(t, "record", "first-connection")
		if want := "snippets/first-connection/run.txtar:1: not recorded: the packets that are recorded would be lost. no private network here: this is a test"; status != problems || !strings.Contains(said, want) {
			t.Errorf("exit status %d: %s", status, said)
		}
		unchanged(t)
	})
	t.Run("an error of the network is none of the machine's", func(t *testing.T) {
		var out bytes.Buffer
		if status := start(t.Context(), []string{"run", "echo"}, fmt.Errorf("oh"), &out, &out); status != problems || out.String() != "pairs: oh\n" {
			t.Errorf("exit status %d: %s", status, out.String())
		}
	})
}
