package process

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// starved returns how long the threads of a process, and of those that it has
// started, have waited for a processor so far: the second number of schedstat
// (the kernel's documentation, scheduler/sched-stats); 0 if it keeps none.
func starved(pid int) time.Duration {
	var total time.Duration
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", pid)) // the pattern is well-formed
	for _, task := range tasks {
		var ran, waited time.Duration
		if text, err := os.ReadFile(task + "/schedstat"); err == nil {
			fmt.Sscan(string(text), &ran, &waited)
		}
		total += waited
		children, _ := os.ReadFile(task + "/children")
		for _, child := range strings.Fields(string(children)) {
			var id int
			fmt.Sscan(child, &id)
			total += starved(id)
		}
	}
	return total
}

// packetsSeen returns how many packets have come over the loopback of the
// network that a process is in (proc_pid_net(5), dev).
func packetsSeen(pid int) uint64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/net/dev", pid))
	for line := range strings.Lines(string(text)) {
		var bytes, packets uint64
		if numbers, ok := strings.CutPrefix(strings.TrimSpace(line), "lo:"); ok {
			fmt.Sscan(numbers, &bytes, &packets)
			return packets
		}
	}
	return 0
}
