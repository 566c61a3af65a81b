//go:build unix

package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asProcess starts this test as one of the programs of TestMain, if need be by
// a shell that prepares it.
func asProcess(t *testing.T, folder, prepare, program string, args ...string) (process *exec.Cmd, stdout, stderr *lineWriter) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	named := filepath.Join(t.TempDir(), program)
	if err := os.Symlink(self, named); err != nil {
		t.Fatal(err)
	}
	process = exec.Command("sh", append([]string{"-c", prepare + `exec "$0" "$@"`, named}, args...)...)
	stdout, stderr = newLineWriter(), newLineWriter()
	process.Dir, process.Stdout, process.Stderr = folder, stdout, stderr
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = process.Process.Kill(); _ = process.Wait() })
	return process, stdout, stderr
}

// wantEnd wants a process to end soon.
func wantEnd(t *testing.T, process *exec.Cmd) {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- process.Wait() }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("it did not end")
	}
}

func TestCtrlC(t *testing.T) {
	t.Run("the second one ends a deaf program", func(t *testing.T) {
		process, stdout, _ := asProcess(t, t.TempDir(), "", "deaf")
		stdout.next(t, "^ready$")
		_ = process.Process.Signal(os.Interrupt)
		stdout.next(t, "^told$")
		time.Sleep(20 * settle) // the signal must be let go first
		_ = process.Process.Signal(os.Interrupt)
		wantEnd(t, process)
	})
	t.Run("one ends a check that reads for ever", func(t *testing.T) {
		root := t.TempDir()
		if err := copyProject(root); err != nil {
			t.Fatal(err)
		}
		makePipe(t, filepath.Join(root, filepath.FromSlash(themeFolder), "pipe.html"))
		process, _, stderr := asProcess(t, root, "", "pairs", "check")
		time.Sleep(100 * settle) // the end must come wherever it is by now
		_ = process.Process.Signal(os.Interrupt)
		stderr.next(t, "interrupted")
		wantEnd(t, process)
	})
}

// TestFewDescriptors opens more streams than the process may open files, and
// wants a build beside them to find enough.
func TestFewDescriptors(t *testing.T) {
	root := t.TempDir()
	if err := copyProject(root); err != nil {
		t.Fatal(err)
	}
	process, stdout, stderr := asProcess(t, root, "ulimit -n 40 && ", "pairs", "serve")
	address := stdout.next(t, `^serving http://(\S+)/ `)[1]
	for range 60 {
		conn, err := net.DialTimeout("tcp", address, 10*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := conn.Write([]byte("GET " + eventsPath + " HTTP/1.1\r\nHost: " + address + "\r\n\r\n")); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(20 * settle)
	lesson := filepath.Join(root, "lessons", "echo.md")
	text, err := os.ReadFile(lesson)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(lesson, append(text, "\nOne more sentence.\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	stdout.next(t, "built in .* changed$")
	_ = process.Process.Signal(syscall.SIGTERM)
	wantEnd(t, process)
	for len(stderr.lines) > 0 {
		if line := <-stderr.lines; strings.Contains(line, syscall.EMFILE.Error()) {
			t.Errorf("said %q", line)
		}
	}
}
