package process

import "time"

// How long what a program has started may go on when the program itself has
// ended. Children that were interrupted with it, or are about to end, are let
// do so however slow the machine is: only what is seen to wait for something
// counts as left behind, or what is still there at the limit.
const (
	strayEvery = 20 * time.Millisecond
	strayLooks = 50 // that it looks the same, a second in all; the kernel's counters tell of what it did between two looks
	strayLimit = 10 * time.Second
)

// Stray is a process that another has started and that outlives it.
type Stray struct {
	Line string // its command line
	pid  int
}

// End ends it. That it has ended meanwhile is no error.
func (s Stray) End() { endStray(s.pid) }

// awaitStrays waits until all that the program has started has ended, and all they
// printed is here; what does not end is noted, and ended.
func (p *Process) awaitStrays(out *outputs) {
	ticks := time.NewTicker(strayEvery)
	defer ticks.Stop()
	began, last, same := time.Now(), "", 0
	for {
		strays := p.findStrays(false)
		if len(strays) == 0 && !isClosed(out.done) {
			strays = p.findStrays(true) // one of them has our pipe open
		}
		if len(strays) == 0 && isClosed(out.done) {
			return
		}
		state, asleep := strayState(strays)
		if same++; !asleep || state != last {
			same = 0
		}
		last = state
		if same >= strayLooks || time.Since(began) > strayLimit {
			p.end(strays)
			if len(strays) == 0 { // somebody whom we do not see holds a pipe
				return
			}
			same = 0
		}
		if len(strays) > 0 {
			<-ticks.C
			continue
		}
		select {
		case <-ticks.C:
		case <-out.done:
		}
	}
}

// end notes and ends what a program has left behind.
func (p *Process) end(strays []Stray) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range strays {
		p.strays = append(p.strays, s.Line)
		s.End()
	}
	if len(strays) == 0 {
		p.strays = append(p.strays, "a process that holds its output open")
	}
}
