package play

import (
	"os"
	"os/exec"
	"sync"

	"socketpairs/tools/book"
	"socketpairs/tools/netbox"
)

// program is one process of a run.
type program struct {
	start    book.Start
	language book.Language
	command  *exec.Cmd
	box      *netbox.Box // nil on the loopback
	observe  func(Line)

	ready chan struct{} // closed when it listens, or has ended
	ended chan struct{} // closed when it has ended, with all that it started, and all they printed is here

	mu          sync.Mutex // guards what follows
	stdout      lines
	stderr      lines
	listens     string // the line that says so; empty before
	interrupted bool
	left        bool // the process has ended; what it started may not have
	exit        error
	strays      []string // what it had started and left running: their command lines
}

func newProgram(start book.Start, language book.Language, command *exec.Cmd, observe func(Line)) *program {
	return &program{start: start, language: language, command: command, observe: observe,
		ready: make(chan struct{}), ended: make(chan struct{})}
}

// begin starts the process. After an error the program counts as ended.
func (p *program) begin() error {
	isolate(p.command, p.box != nil)
	out, err := p.launch()
	if err != nil {
		p.exit = err
		close(p.ready)
		close(p.ended)
		return err
	}
	go p.await(out)
	return nil
}

// launch starts the process with a pipe for each kind of output. The pipes are
// ours, not os/exec's: a child may hold them open after the program has ended.
func (p *program) launch() (*outputs, error) {
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
	out.collect(0, func(b []byte) { p.took(&p.stdout, b, p.printedLine) })
	out.collect(1, func(b []byte) { p.took(&p.stderr, b, p.complained) })
	return out, nil
}

func (p *program) await(out *outputs) {
	err := p.command.Wait()
	p.mu.Lock()
	p.exit, p.left = err, true
	p.mu.Unlock()
	p.linger(out)
	out.close()
	p.mu.Lock()
	if p.listens == "" {
		close(p.ready)
	}
	p.mu.Unlock()
	close(p.ended)
}

// took handles what has come through a pipe.
func (p *program) took(l *lines, b []byte, each func(string)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !l.add(b, each) {
		kill(p.command)
	}
}

// printedLine handles a line of standard output; p.mu is held.
func (p *program) printedLine(text string) {
	if p.listens == "" && saysReady(text) {
		p.listens = text
		close(p.ready)
	}
	p.observe(Line{p.start.Name, text})
}

// complained handles a line of standard error.
func (p *program) complained(text string) { p.observe(Line{p.start.Name, text}) }

// interrupt asks the program to end, as Ctrl-C does.
func (p *program) interrupt() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.interrupted = true
	interrupt(p.command)
}

// kill ends the program and what it has started, if it still runs.
func (p *program) kill() {
	select {
	case <-p.ended:
	default:
		kill(p.command)
	}
}

func (p *program) printed() Printed {
	p.mu.Lock()
	defer p.mu.Unlock()
	printed := Printed{
		Start:    p.start,
		Language: p.language,
		Stdout:   p.stdout.String(),
		Stderr:   p.stderr.String(),
		Strays:   p.strays,
		Silent:   p.listens == "",
		Flooded:  p.stdout.full || p.stderr.full,
	}
	if p.exit != nil && !(p.interrupted && endedByInterrupt(p.command)) {
		printed.Exit = p.exit.Error()
	}
	return printed
}

// said returns how many bytes the program has printed.
func (p *program) said() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stdout.Len() + p.stderr.Len()
}

// hasLeft reports whether the process has ended, whatever it has started.
func (p *program) hasLeft() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.left || isClosed(p.ended)
}

// outputs are the two pipes of a program.
type outputs struct {
	ours [2]*os.File
	ends [2]*os.File // the program's
	read sync.WaitGroup
	done chan struct{} // closed when both have come to their end
}

func newOutputs() (*outputs, error) {
	o := &outputs{done: make(chan struct{})}
	for i := range o.ours {
		var err error
		if o.ours[i], o.ends[i], err = os.Pipe(); err != nil {
			o.closeEnds()
			o.close()
			return nil, err
		}
	}
	o.read.Add(len(o.ours))
	go func() {
		o.read.Wait()
		close(o.done)
	}()
	return o, nil
}

// collect passes on what comes through a pipe, to its end.
func (o *outputs) collect(i int, took func([]byte)) {
	go func() {
		defer o.read.Done()
		buffer := make([]byte, 1<<15)
		for {
			n, err := o.ours[i].Read(buffer)
			took(buffer[:n])
			if err != nil {
				return
			}
		}
	}()
}

func (o *outputs) closeEnds() {
	for _, end := range o.ends {
		if end != nil {
			end.Close()
		}
	}
}

func (o *outputs) close() {
	for _, file := range o.ours {
		if file != nil {
			file.Close()
		}
	}
}
