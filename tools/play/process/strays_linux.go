package process

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"socketpairs/tools/netbox"
)

// findStrays lists what the program has started and what has lost its parent
// with it: its process group and, if they are wanted too, processes that have
// made a session of their own, as daemons do. Whose those are nobody knows.
func (p *Process) findStrays(daemons bool) []Stray {
	return findStrays(p.box, p.command.Dir, func(group, session int) bool {
		return group == p.command.Process.Pid || daemons && session != ownSession()
	})
}

func ownSession() int {
	_, session, _ := groupOf(os.Getpid())
	return session
}

// Strays lists what any process of a run has left behind: all that have lost
// their parents in the box or, on the loopback, that are in the folder.
func Strays(box *netbox.Box, folder string) []Stray {
	return findStrays(box, folder, func(int, int) bool { return true })
}

// findStrays lists the processes without a parent in a box, or, on the
// loopback, those that are in the run's folder and not programs of ours.
func findStrays(box *netbox.Box, folder string, wanted func(group, session int) bool) []Stray {
	var strays []Stray
	for _, pid := range homeless(box, folder) {
		if group, session, alive := groupOf(pid); alive && wanted(group, session) {
			strays = append(strays, Stray{commandLine(pid), pid})
		}
	}
	return strays
}

func homeless(box *netbox.Box, folder string) []int {
	if box != nil {
		return box.Orphans()
	}
	var all []int
	links, _ := filepath.Glob("/proc/[0-9]*/cwd") // the pattern is well-formed
	for _, link := range links {
		if place, err := os.Readlink(link); err == nil && place == folder {
			pid, _ := strconv.Atoi(strings.Split(link, "/")[2])
			all = append(all, pid)
		}
	}
	return all
}

// groupOf returns the process group and the session of a process, and whether
// it has not ended yet (proc_pid_stat(5)).
func groupOf(pid int) (group, session int, alive bool) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, false
	}
	var state string
	var parent int
	rest := string(stat[strings.LastIndexByte(string(stat), ')')+1:]) // the name may hold anything
	if _, err := fmt.Sscan(rest, &state, &parent, &group, &session); err != nil {
		return 0, 0, false
	}
	return group, session, !slices.Contains([]string{"Z", "X"}, state)
}

// commandLine returns what a process was started with, for people to read.
func commandLine(pid int) string {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	line := strings.TrimSpace(strings.ReplaceAll(string(text), "\x00", " "))
	if most := 60; len(line) > most {
		line = line[:most] + " ..."
	}
	return line
}

// strayState describes processes, and says whether all of them wait.
func strayState(strays []Stray) (state string, asleep bool) {
	asleep = true
	for _, s := range strays {
		threads, quiet := threadsBelow(s.pid, "ST")
		state += threads
		asleep = asleep && quiet
	}
	return state, asleep
}

func endStray(pid int) { _ = syscall.Kill(pid, syscall.SIGKILL) }
