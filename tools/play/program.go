package play

import (
	"bytes"
	"os/exec"
	"sync"
	"time"

	"socketpairs/tools/book"
)

// program is one process of a run.
type program struct {
	start    book.Start
	language book.Language
	command  *exec.Cmd
	observe  func(Line)

	ready chan struct{} // closed when it listens, or has ended
	ended chan struct{} // closed when it has ended and all it printed is here

	mu          sync.Mutex // guards what follows
	stdout      bytes.Buffer
	stderr      bytes.Buffer
	listens     string // the line that says so; empty before
	interrupted bool
	exit        error
}

func newProgram(start book.Start, language book.Language, command *exec.Cmd, observe func(Line)) *program {
	p := &program{start: start, language: language, command: command, observe: observe,
		ready: make(chan struct{}), ended: make(chan struct{})}
	command.Stdout = &lines{program: p, into: &p.stdout, each: p.printedLine}
	command.Stderr = &lines{program: p, into: &p.stderr, each: p.complained}
	command.WaitDelay = time.Second // for output that a child of the program holds open
	return p
}

// begin starts the process. After an error the program counts as ended.
func (p *program) begin() error {
	isolate(p.command)
	if err := p.command.Start(); err != nil {
		p.exit = err
		close(p.ready)
		close(p.ended)
		return err
	}
	go p.await()
	return nil
}

func (p *program) await() {
	err := p.command.Wait()
	p.mu.Lock()
	p.exit = err
	if p.listens == "" {
		close(p.ready)
	}
	p.mu.Unlock()
	close(p.ended)
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
	printed := Printed{Start: p.start, Language: p.language, Stdout: p.stdout.String(), Stderr: p.stderr.String()}
	if p.exit != nil && !(p.interrupted && endedByInterrupt(p.command)) {
		printed.Exit = p.exit.Error()
	}
	return printed
}

// lines collects what is written and passes each whole line on.
type lines struct {
	program *program
	into    *bytes.Buffer
	each    func(text string)
	seen    int // bytes passed on
}

// Write implements io.Writer.
func (l *lines) Write(b []byte) (int, error) {
	l.program.mu.Lock()
	defer l.program.mu.Unlock()
	l.into.Write(b)
	for {
		rest := l.into.Bytes()[l.seen:]
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			return len(b), nil
		}
		l.each(string(rest[:end]))
		l.seen += end + 1
	}
}
