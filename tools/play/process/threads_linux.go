package process

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// threadsOf describes all threads of a process and of those that it has
// started: their states, and how often each was switched to and from
// (proc_pid_status(5)). It reports whether all of them are asleep. That is not
// so for a process that has ended and that we have yet to wait for.
func threadsOf(pid int) (state string, asleep, known bool) {
	state, asleep = threadsBelow(pid, "S")
	return state, asleep, true
}

// threadsBelow is threadsOf, where any of the given states is sleep.
func threadsBelow(pid int, sleep string) (state string, asleep bool) {
	var b strings.Builder
	asleep = true
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid)) // the pattern is well-formed
	if len(tasks) == 0 {
		return "", false // it is ending
	}
	for _, task := range tasks {
		status, err := os.ReadFile(task + "/status")
		if err != nil {
			return "", false // the thread has just ended
		}
		for line := range strings.Lines(string(status)) {
			switch key, value, _ := strings.Cut(line, ":"); key {
			case "State":
				asleep = asleep && strings.Contains(sleep, strings.TrimSpace(value)[:1])
			case "Pid", "voluntary_ctxt_switches", "nonvoluntary_ctxt_switches":
				b.WriteString(value)
			}
		}
		children, _ := os.ReadFile(task + "/children") // missing if the kernel was built without
		for _, child := range strings.Fields(string(children)) {
			id, _ := strconv.Atoi(child)                // the kernel writes numbers
			below, quiet := threadsBelow(id, sleep+"Z") // its parent may never wait for it
			b.WriteString(below)
			asleep = asleep && quiet
		}
	}
	return b.String(), asleep
}
