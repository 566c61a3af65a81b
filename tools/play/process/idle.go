package process

import (
	"context"
	"strings"
	"time"
)

// A program is seen to wait when it looks the same for so long. One look is not
// of one moment; what it did between two the kernel's counters tell. Where a
// recording depends on it, what the program has printed must have come through
// the pipe, too.
const (
	LookEvery = 500 * time.Microsecond // at the most; or a tenth of the time, if that is more
	Briefly   = 3 * LookEvery
	Surely    = 40 * LookEvery
)

// Idle waits until every process has ended or waits for something, and is seen
// to for so long. It reports whether the system can tell; the error is that of
// the context.
func Idle(ctx context.Context, processes []*Process, long time.Duration) (known bool, err error) {
	every := max(LookEvery, long/10)
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	last, same := "", time.Duration(0)
	for same < long {
		now, waits, known := look(processes)
		if !known {
			return false, nil
		}
		if waits && now == last {
			same += every
		} else {
			same = 0
		}
		last = now
		select {
		case <-ticks.C:
		case <-ctx.Done():
			return true, ctx.Err()
		}
	}
	return true, nil
}

// look describes the state of processes, and says whether all of them have
// ended or wait.
func look(processes []*Process) (state string, waits, known bool) {
	var b strings.Builder
	waits = true
	for _, p := range processes {
		if p.HasEnded() {
			b.WriteString("ended\n")
			continue
		}
		threads, asleep, known := threadsOf(p.command.Process.Pid)
		if !known {
			return "", false, false
		}
		waits = waits && asleep
		b.WriteString(threads)
		b.WriteString(p.Output().Stdout)
	}
	return b.String(), waits, true
}
