package play

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The limits of one run, unless a Player says otherwise. They are for programs
// that hang; runs take well under a second.
//
// Silence is the time in which no program prints, and nothing goes over the
// wire, though the programs could: what they wait for a processor is not
// counted (proc_pid_schedstat(5)), nor is a time in which this program did not
// run either. So a slow machine, or one that was asleep, is no reason to end a
// run. Programs are built before their run: a compiler's time never counts.
const (
	Silence = 30 * time.Second
	Longest = 10 * time.Minute // of a whole run, whatever it does
)

// How a run is watched.
const (
	watchEvery = 100 * time.Millisecond
	afterwards = time.Second     // that the others may idle when one has failed
	unsaidFor  = 3 * time.Second // that a program may listen, and wait, before it says so
)

// over says why a run was given up.
type over struct{ why string }

func (o *over) Error() string { return o.why }

// watched returns a context that ends when the run is to be given up; its
// cause is then an *over. Stop ends the watching.
func (s *stage) watched(ctx context.Context) (_ context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	go s.watch(ctx, cancel)
	return ctx, func() { cancel(nil) }
}

func (s *stage) watch(ctx context.Context, cancel context.CancelCauseFunc) {
	ticks := time.NewTicker(watchEvery)
	defer ticks.Stop()
	began, w := time.Now(), watch{limit: s.player.Silence}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		switch w.look(s.begun(), s.waitsFor()); {
		case w.silent >= w.limit:
			cancel(&over{fmt.Sprintf("nothing has moved for %v", w.limit)})
		case w.failed >= afterwards:
			cancel(&over{"the others then did nothing more"})
		case w.unsaid >= unsaidFor && unsaid(s.box) != "":
			cancel(&over{"it listens on " + unsaid(s.box) + ", and no line of it that has come here says so"})
		case time.Since(began) > Longest:
			cancel(&over{fmt.Sprintf("the run has lasted %v", Longest)})
		}
	}
}

// watch is what a run has been seen to do.
type watch struct {
	limit  time.Duration
	silent time.Duration // for how long nothing has moved
	failed time.Duration // for how long, after a failure, the others have idled
	unsaid time.Duration // for how long a program that the script waits for has idled
	last   sight
}

// sight is one look at a run.
type sight struct {
	said    int           // bytes printed
	moved   uint64        // packets on the loopback, where it is the run's own
	starved time.Duration // that programs waited for a processor, in all
	threads string        // what the programs' threads look like
}

// look looks at a run once every watchEvery.
func (w *watch) look(programs []*program, awaited *program) {
	var now sight
	failed, running := false, 0
	for _, p := range programs {
		now.said += p.said()
		if p.hasFailed() {
			failed = true
		}
		if isClosed(p.ended) {
			continue
		}
		running++
		now.starved += starved(p.command.Process.Pid)
		if p.box != nil {
			now.moved = max(now.moved, packetsSeen(p.command.Process.Pid))
		}
	}
	threads, waits, known := look(programs)
	now.threads = threads
	idle := now.said == w.last.said && threads == w.last.threads && (waits || !known)
	w.failed = longer(w.failed, idle && failed && running > 0)
	w.unsaid = longer(w.unsaid, idle && awaited != nil)
	w.count(now)
	w.last = now
}

// longer adds the time since the last look, or begins anew.
func longer(so time.Duration, still bool) time.Duration {
	if !still {
		return 0
	}
	return so + watchEvery
}

// count counts the time since the last look as silent, if it was.
func (w *watch) count(now sight) {
	if now.said != w.last.said || now.moved != w.last.moved {
		w.silent = 0
		return
	}
	w.silent += max(0, watchEvery-max(0, now.starved-w.last.starved))
}

// begun returns the programs that have been started so far.
func (s *stage) begun() []*program {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*program(nil), s.programs...)
}

// waitsFor returns the program that the script waits for to listen.
func (s *stage) waitsFor() *program {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.awaited
}

// isOver returns why the run was given up; empty if it was not, or not by us.
func isOver(ctx context.Context) string {
	var o *over
	if errors.As(context.Cause(ctx), &o) {
		return o.why
	}
	return ""
}
