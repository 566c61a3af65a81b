//go:build unix

package main

import "syscall"

// openFiles is how many files this program may have open at once.
func openFiles() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return manyFiles
	}
	return int(min(limit.Cur, manyFiles))
}
