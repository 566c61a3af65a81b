package play

import (
	"context"
	"errors"
	"fmt"
	"time"

	"socketpairs/tools/netbox"
	"socketpairs/tools/play/process"
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
	afterwards = time.Second     // that the others may idle when one has failed
	unsaidFor  = 3 * time.Second // that a program may listen, and wait, before it says so
)

// over says why a run was given up.
type over struct{ why string }

func (o *over) Error() string { return o.why }

// watched returns a context that ends when the run is to be given up; its
// cause is then an *over. Stop ends the watching.
func (s *Stage) watched(ctx context.Context) (_ context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	go s.watch(ctx, cancel)
	return ctx, func() { cancel(nil) }
}

func (s *Stage) watch(ctx context.Context, cancel context.CancelCauseFunc) {
	ticks := time.NewTicker(process.WatchEvery)
	defer ticks.Stop()
	began, w := time.Now(), process.Watch{}
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		switch w.Look(s.processes(), s.isAwaiting()); {
		case w.Silent >= s.player.Silence:
			cancel(&over{fmt.Sprintf("nothing has moved for %v", s.player.Silence)})
		case w.Failed >= afterwards:
			cancel(&over{"the others then did nothing more"})
		case w.Unsaid >= unsaidFor && unsaid(s.Box) != "":
			cancel(&over{"it listens on " + unsaid(s.Box) + ", and no line of it that has come here says so"})
		case time.Since(began) > Longest:
			cancel(&over{fmt.Sprintf("the run has lasted %v", Longest)})
		}
	}
}

// processes returns those of the programs that have been started so far.
func (s *Stage) processes() (all []*process.Process) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.programs {
		all = append(all, p.Process)
	}
	return all
}

// isAwaiting reports whether the script waits for a program to be ready.
func (s *Stage) isAwaiting() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.awaits
}

// unsaid returns where the kernel has a socket that listens; empty if nowhere.
func unsaid(box *netbox.Box) string {
	if box == nil {
		return ""
	}
	sockets, _ := box.Sockets() // without the table nothing is known to listen
	for _, s := range sockets {
		if s.State == netbox.Listen {
			return s.Local.String()
		}
	}
	return ""
}

// isOver returns why the run was given up; empty if it was not, or not by us.
func isOver(ctx context.Context) string {
	var o *over
	if errors.As(context.Cause(ctx), &o) {
		return o.why
	}
	return ""
}
