package netbox

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// first is the first process of a box, the parent of all that lose theirs.
// When it ends, the kernel kills every other process of its PID namespace
// (pid_namespaces(7)).
type first struct {
	command *exec.Cmd
	stdin   *os.File // our end of its input, at whose end it ends
}

// prepareFork has package os find out now whether the kernel has pidfds. It
// does that once, by a child that ends at once; had that been the first
// process of a box, the box could have no other.
func prepareFork() {
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		self.Release()
	}
}

// startFirst starts the first process of the PID namespace that the calling
// thread has made for its children: one that reads until this program ends, or
// ends it. An interrupt of our group does not: a first process gets no signal
// that it does not handle (pid_namespaces(7)). (With Pdeathsig, a process that
// package os starts would end itself at once: it does not see its parent from
// inside.)
func startFirst() (*first, error) {
	input, ours, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer input.Close()
	command := exec.Command("cat")
	command.Stdin = input
	if err := command.Start(); err != nil {
		ours.Close()
		return nil, err
	}
	return &first{command, ours}, nil
}

// kill ends the process and so every other one in the box. It is not waited
// for: it ends only after whoever started the others has waited for them.
func (f *first) kill() {
	f.stdin.Close()
	f.command.Process.Kill()
	go f.command.Wait()
}

// children lists the processes that have no other parent
// (proc_pid_task(5), children).
func (f *first) children() []int {
	pid := f.command.Process.Pid
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid)) // missing if the kernel was built without
	var all []int
	for _, word := range strings.Fields(string(text)) {
		id, _ := strconv.Atoi(word) // the kernel writes numbers
		all = append(all, id)
	}
	return all
}
