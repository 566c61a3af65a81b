//go:build unix

package main

import (
	"syscall"
	"testing"
)

// makePipe makes a named pipe, which nobody writes to: to open it waits.
func makePipe(t *testing.T, name string) {
	t.Helper()
	if err := syscall.Mkfifo(name, 0o644); err != nil {
		t.Fatal(err)
	}
}
