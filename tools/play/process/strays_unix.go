//go:build unix && !linux

package process

import (
	"syscall"

	"socketpairs/tools/netbox"
)

// findStrays finds what is left of the program's process group, as one.
func (p *Process) findStrays(bool) []Stray {
	group := p.command.Process.Pid
	if syscall.Kill(-group, 0) != nil {
		return nil
	}
	return []Stray{{"a process of its group", -group}}
}

// Strays finds nothing more: only Linux shows who has lost his parent.
func Strays(*netbox.Box, string) []Stray { return nil }

// strayState cannot tell whether somebody waits: only Linux shows that.
func strayState([]Stray) (state string, asleep bool) { return "", true }

func endStray(pid int) { _ = syscall.Kill(pid, syscall.SIGKILL) }
