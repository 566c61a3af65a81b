//go:build !linux

package process

// threadsOf does not know: only Linux shows what a process waits for.
func threadsOf(int) (state string, asleep, known bool) { return "", false, false }
