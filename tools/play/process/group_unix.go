//go:build unix

package process

import (
	"os/exec"
	"syscall"
)

// isolate puts the program into a process group of its own, so that it can be
// ended together with what it starts, and so that a Ctrl-C in the terminal
// reaches it only through us. In a box it cannot outlive us.
func isolate(command *exec.Cmd, inBox bool) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if !inBox {
		dieWithUs(command.SysProcAttr)
	}
}

func interrupt(command *exec.Cmd) { signal(command, syscall.SIGINT) }
func kill(command *exec.Cmd)      { signal(command, syscall.SIGKILL) }

// signal sends a signal to the program's group. That it has ended meanwhile
// is no error.
func signal(command *exec.Cmd, s syscall.Signal) {
	if command.Process != nil {
		_ = syscall.Kill(-command.Process.Pid, s)
	}
}

// endedByInterrupt reports whether the program let the interrupt end it.
func endedByInterrupt(command *exec.Cmd) bool {
	status, ok := command.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGINT
}
