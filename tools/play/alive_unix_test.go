//go:build unix

package play_test

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
)

// alive reports whether a process is there and has not ended. On Linux one
// that has ended but is not waited for is still listed, as a zombie.
func alive(pid int) bool {
	if status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid)); err == nil {
		return !bytes.Contains(status, []byte("\nState:\tZ"))
	}
	return syscall.Kill(pid, 0) == nil
}
