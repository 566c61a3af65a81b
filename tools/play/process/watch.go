package process

import "time"

// WatchEvery is how far apart the looks of a Watch are.
const WatchEvery = 100 * time.Millisecond

// Watch is what the processes of a run have been seen to do.
type Watch struct {
	Silent time.Duration // for how long nothing has moved
	Failed time.Duration // for how long, after a failure, the others have idled
	Unsaid time.Duration // for how long a process that is to become ready has idled
	last   sight
}

// sight is one look at a run.
type sight struct {
	said    int           // bytes printed
	moved   uint64        // packets on the loopback, where it is the run's own
	starved time.Duration // that programs waited for a processor, in all
	threads string        // what the programs' threads look like
}

// Look looks at the processes of a run, once every WatchEvery. Whether one of
// them is awaited to become ready, the caller knows.
func (w *Watch) Look(processes []*Process, awaited bool) {
	var now sight
	failed, running := false, 0
	for _, p := range processes {
		now.said += p.said()
		if p.HasFailed() {
			failed = true
		}
		if p.HasEnded() {
			continue
		}
		running++
		now.starved += starved(p.command.Process.Pid)
		if p.box != nil {
			now.moved = max(now.moved, packetsSeen(p.command.Process.Pid))
		}
	}
	threads, waits, known := look(processes)
	now.threads = threads
	idle := now.said == w.last.said && threads == w.last.threads && (waits || !known)
	w.Failed = longer(w.Failed, idle && failed && running > 0)
	w.Unsaid = longer(w.Unsaid, idle && awaited)
	w.count(now)
	w.last = now
}

// longer adds the time since the last look, or begins anew.
func longer(so time.Duration, still bool) time.Duration {
	if !still {
		return 0
	}
	return so + WatchEvery
}

// count counts the time since the last look as silent, if it was.
func (w *Watch) count(now sight) {
	if now.said != w.last.said || now.moved != w.last.moved {
		w.Silent = 0
		return
	}
	w.Silent += max(0, WatchEvery-max(0, now.starved-w.last.starved))
}
