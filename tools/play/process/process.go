// Package process starts one process of a run, collects what it prints, and
// knows when it is ready, waits for something, or has ended with all that it
// has started.
//
// It does not know what a lesson is: package play does, and gives it commands.
// Begin at [Start] and [Process]; [Idle] and [Watch] look at several at once.
// What only Linux tells, such as who waits and what was left behind, other
// systems leave out.
package process

import (
	"os/exec"
	"sync"

	"socketpairs/tools/book/runfile"
	"socketpairs/tools/netbox"
)

// Process is a process, with all that it starts.
type Process struct {
	command *exec.Cmd
	box     *netbox.Box // nil on the loopback
	observe func(line string)
	ready   chan struct{}
	ended   chan struct{}

	mu          sync.Mutex // guards what follows
	stdout      lines
	stderr      lines
	saysReady   string
	interrupted bool
	left        bool // the process has ended; what it started may not have
	exit        error
	strays      []string
}

// Output is what a process has printed, and how it has ended.
type Output struct {
	Stdout  string
	Stderr  string
	Ready   string   // the line that says that it can be reached; empty if none does
	Exit    string   // empty for exit status 0, or an interrupt that we sent
	Flooded bool     // it printed more than MaxOutput, and was ended
	Strays  []string // command lines of what it had started and left running, which was ended
}

// Start starts a process, in the box if there is one. The caller stays on its
// thread until the process has ended. Each line that it prints goes to observe.
func Start(command *exec.Cmd, box *netbox.Box, observe func(line string)) (*Process, error) {
	p := &Process{command: command, box: box, observe: observe, ready: make(chan struct{}), ended: make(chan struct{})}
	isolate(command, box != nil)
	out, err := p.launch()
	if err != nil {
		return nil, err
	}
	go p.await(out)
	return p, nil
}

// Ready is closed when the process has printed a ready line (see
// [runfile.Ready]) or has ended.
func (p *Process) Ready() <-chan struct{} { return p.ready }

// Ended is closed when the process has ended, with all that it started, and
// all that they printed is here.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// launch starts the process with a pipe for each kind of output. The pipes are
// ours, not os/exec's: a child may hold them open after the process has ended.
func (p *Process) launch() (*outputs, error) {
	out, err := newOutputs()
	if err != nil {
		return nil, err
	}
	p.command.Stdout, p.command.Stderr = out.ends[0], out.ends[1]
	err = p.command.Start()
	out.closeEnds()
	if err != nil {
		out.close()
		return nil, err
	}
	out.collect(0, func(b []byte) { p.took(&p.stdout, b, p.printed) })
	out.collect(1, func(b []byte) { p.took(&p.stderr, b, p.observe) })
	return out, nil
}

func (p *Process) await(out *outputs) {
	err := p.command.Wait()
	p.mu.Lock()
	p.exit, p.left = err, true
	p.mu.Unlock()
	p.awaitStrays(out)
	out.close()
	p.mu.Lock()
	if p.saysReady == "" {
		close(p.ready)
	}
	p.mu.Unlock()
	close(p.ended)
}

// took handles what has come through a pipe.
func (p *Process) took(l *lines, b []byte, each func(string)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !l.add(b, each) {
		kill(p.command)
	}
}

// printed handles a line of standard output; p.mu is held.
func (p *Process) printed(line string) {
	if p.saysReady == "" && runfile.BeginsReady(line) {
		p.saysReady = line
		close(p.ready)
	}
	p.observe(line)
}

// Interrupt asks the process to end, as Ctrl-C does.
func (p *Process) Interrupt() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.interrupted = true
	interrupt(p.command)
}

// Kill ends the process and what it has started, if it still runs.
func (p *Process) Kill() {
	if !p.HasEnded() {
		kill(p.command)
	}
}

// HasEnded reports whether Ended is closed.
func (p *Process) HasEnded() bool { return isClosed(p.ended) }

// Output returns what there is so far.
func (p *Process) Output() Output {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := Output{
		Stdout:  p.stdout.String(),
		Stderr:  p.stderr.String(),
		Ready:   p.saysReady,
		Flooded: p.stdout.full || p.stderr.full,
		Strays:  p.strays,
	}
	if p.exit != nil && !(p.interrupted && endedByInterrupt(p.command)) {
		o.Exit = p.exit.Error()
	}
	return o
}

// HasFailed reports whether the process has ended, whatever it has started,
// and otherwise than it should.
func (p *Process) HasFailed() bool {
	p.mu.Lock()
	left := p.left
	p.mu.Unlock()
	o := p.Output()
	return left && (o.Exit != "" || o.Flooded)
}

// said returns how many bytes the process has printed.
func (p *Process) said() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stdout.Len() + p.stderr.Len()
}

func isClosed(event <-chan struct{}) bool {
	select {
	case <-event:
		return true
	default:
		return false
	}
}
