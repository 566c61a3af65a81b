//go:build unix && !linux

package play

import (
	"syscall"

	"socketpairs/tools/netbox"
)

// findStrays finds what is left of the program's process group, as one.
func (p *program) findStrays(bool) []stray {
	group := p.command.Process.Pid
	if syscall.Kill(-group, 0) != nil {
		return nil
	}
	return []stray{{-group, "a process of its group"}}
}

// allStrays finds nothing more: only Linux shows who has lost his parent.
func allStrays(*netbox.Box, string) []stray { return nil }

// strayState cannot tell whether somebody waits: only Linux shows that.
func strayState([]stray) (state string, asleep bool) { return "", true }

func endStray(s stray) { _ = syscall.Kill(s.pid, syscall.SIGKILL) }
