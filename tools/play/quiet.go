package play

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
	lookEvery = 500 * time.Microsecond // or a tenth of the time, if that is more
	briefly   = 3 * lookEvery
	surely    = 40 * lookEvery
)

// quiet waits until every program has ended or waits for something, such as
// bytes from us. It reports whether the system can tell.
func (s *stage) quiet(ctx context.Context) (known bool, err error) {
	return s.quietFor(ctx, s.programs, briefly)
}

// quietFor is quiet for some of the programs, seen to wait for so long.
func (s *stage) quietFor(ctx context.Context, programs []*program, long time.Duration) (known bool, err error) {
	every := max(lookEvery, long/10)
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	last, same := "", time.Duration(0)
	for same < long {
		now, waits, known := look(programs)
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
			return true, s.late(ctx, programs[len(programs)-1], "neither waited nor ended", "")
		}
	}
	return true, nil
}

// look describes the state of programs, and says whether all of them have
// ended or wait.
func look(programs []*program) (state string, waits, known bool) {
	var b strings.Builder
	waits = true
	for _, p := range programs {
		if isClosed(p.ended) {
			b.WriteString("ended\n")
			continue
		}
		threads, asleep, known := threadsOf(p.command.Process.Pid)
		if !known {
			return "", false, false
		}
		waits = waits && asleep
		b.WriteString(threads)
		b.WriteString(p.printed().Stdout)
	}
	return b.String(), waits, true
}
