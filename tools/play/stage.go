package play

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/netbox"
	"socketpairs/tools/play/process"
)

// Stage is one run while it is being played: what the script, or another
// course of events, is played on. Its methods are for the goroutine that plays
// the run, in its network; Say may be called from others.
type Stage struct {
	Lesson *book.Lesson
	Mix    Mix
	Box    *netbox.Box // nil on the loopback

	player   *Player
	folder   string // the programs' working directory
	observe  func(Line)
	expected *book.Recording // what tells how much a program prints; nil if nothing does
	strays   []string        // what is left when all programs have ended

	mu       sync.Mutex    // orders the lines that are observed, and guards what follows
	heard    chan struct{} // closed at the next line; nil if nobody waits for it
	programs []*Started    // added to by the goroutine that plays the run, which reads them freely
	awaits   bool          // the script goes on when the last of them is ready
}

// Started is a program of a run that has been started.
type Started struct {
	*process.Process
	Start    book.Start
	Language book.Language
}

// Programs returns the programs that have been started so far.
func (s *Stage) Programs() []*Started { return s.programs }

// script plays the script from its first line to its last, and waits for what
// is still running then.
func (s *Stage) script(ctx context.Context) error {
	for _, command := range s.Lesson.Run.Commands {
		if err := s.Do(ctx, command); err != nil {
			return err
		}
	}
	return s.Wait(ctx)
}

// Do does what a command of the script says.
func (s *Stage) Do(ctx context.Context, command book.Command) error {
	switch c := command.(type) {
	case book.Start:
		return s.start(ctx, c)
	case book.Stop:
		for _, p := range s.programs {
			if p.Start.Name == c.Name {
				return s.stop(ctx, p)
			}
		}
		return nil
	case book.Wait:
		return s.Wait(ctx)
	}
	return fmt.Errorf("nobody knows how to play the command %T", command)
}

// stop interrupts a program once it has nothing left to do, and waits for its
// end.
func (s *Stage) stop(ctx context.Context, p *Started) error {
	if err := s.settle(ctx, p); err != nil {
		return s.Late(ctx, p, "neither waited nor ended", "")
	}
	p.Interrupt()
	return s.until(ctx, p, p.Ended(), "has not ended when it was interrupted",
		"A server ends at Ctrl-C: in Python by KeyboardInterrupt, in Go by signal.Notify or by default.")
}

// start starts a program; unless it goes to the background, it waits until it
// is ready.
func (s *Stage) start(ctx context.Context, start book.Start) error {
	p, err := s.launch(start)
	if err != nil {
		return fmt.Errorf("start %s: %w", start.Name, err)
	}
	if start.Background {
		return nil
	}
	if err := s.UntilReady(ctx, p); err != nil {
		return err
	}
	return s.confirm(p)
}

func (s *Stage) launch(start book.Start) (*Started, error) {
	language := s.Mix.Language(s.Lesson, start.Role)
	command, err := s.player.start(Program{s.Lesson.Pair(start.Role).Program(language), start.Args, s.folder})
	if err != nil {
		return nil, err
	}
	command.Dir = s.folder
	running, err := process.Start(command, s.Box, func(line string) { s.Say(Line{start.Name, line}) })
	if err != nil {
		return nil, err
	}
	p := &Started{running, start, language}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.programs = append(s.programs, p)
	return p, nil
}

// UntilReady waits until a program says that others can reach it, or has ended.
func (s *Stage) UntilReady(ctx context.Context, p *Started) error {
	await := func(yes bool) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.awaits = yes
	}
	if !s.isLast(p) {
		await(true)
		defer await(false)
	}
	return s.until(ctx, p, p.Ready(), "neither listened nor ended",
		`If others are to reach it, let it print "listening on 127.0.0.1:8089" once it listens (over UDP "bound to ..."), and flush the line; if it is to run beside them, write & behind it in run.txtar.`)
}

// isLast reports whether the script starts no program after this one.
func (s *Stage) isLast(p *Started) bool {
	starts := s.Lesson.Run.Starts()
	return starts[len(starts)-1].Name == p.Start.Name
}

// confirm makes sure that a program which says that it can be reached can be,
// before the next program is started. What the last one does meanwhile, such
// as closing its listener again, is its own affair.
func (s *Stage) confirm(p *Started) error {
	line := p.Output().Ready
	if line == "" || s.isLast(p) || s.Box == nil {
		return nil
	}
	wrong, err := unconfirmed(s.Box, line)
	if err != nil || wrong == "" {
		return err
	}
	return s.trouble(p, wrong, "Print the line when bind and listen have returned, with the address that they were given.")
}

// unconfirmed compares what a program said with the kernel's socket table: it
// may not say that it listens before it does.
func unconfirmed(box *netbox.Box, line string) (wrong string, err error) {
	sockets, err := box.Sockets()
	if err != nil {
		return "", err
	}
	ready, err := runfile.ParseReady(line)
	if err != nil {
		return fmt.Sprintf("printed %q, but %v", line, err), nil
	}
	for _, end := range ready.Ends {
		if !slices.ContainsFunc(sockets, func(s netbox.Socket) bool {
			return s.Protocol == ready.Protocol && (s.Protocol == "udp" || s.State == netbox.Listen) && s.Local == end
		}) {
			return fmt.Sprintf("printed %q, but the kernel has no such %s socket", line, ready.Protocol), nil
		}
	}
	return "", nil
}

// Say passes a line on to whoever observes the run.
func (s *Stage) Say(l Line) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.observe != nil {
		s.observe(l)
	}
	if s.heard != nil {
		close(s.heard)
		s.heard = nil
	}
}

// News returns what is closed when the next line is said.
func (s *Stage) News() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.heard == nil {
		s.heard = make(chan struct{})
	}
	return s.heard
}

// Wait waits until every program has ended.
func (s *Stage) Wait(ctx context.Context) error {
	for _, p := range s.programs {
		err := s.until(ctx, p, p.Ended(), "has not ended",
			"What does it wait for? A program ends by itself, or the script stops it: stop "+p.Start.Name)
		if err != nil {
			return err
		}
	}
	return nil
}

// until waits for something that a program does; what it has not done
// otherwise, and what to do then, are for people to read.
func (s *Stage) until(ctx context.Context, p *Started, event <-chan struct{}, what, advice string) error {
	select {
	case <-event:
		return nil
	case <-ctx.Done():
		return s.Late(ctx, p, what, advice)
	}
}

// Idle waits until every program has ended or waits for something, such as
// bytes from us, for so long; see [process.Idle].
func (s *Stage) Idle(ctx context.Context, long time.Duration) (known bool, err error) {
	known, err = process.Idle(ctx, s.processes(), long)
	if err != nil {
		err = s.Late(ctx, s.programs[len(s.programs)-1], "neither waited nor ended", "")
	}
	return known, err
}

// end ends every program that still runs.
func (s *Stage) end() {
	for _, p := range s.programs {
		p.Kill()
	}
	for _, p := range s.programs {
		<-p.Ended()
	}
	for _, left := range process.Strays(s.Box, s.folder) {
		s.strays = append(s.strays, left.Line)
		left.End()
	}
}

func (s *Stage) printed() (all []Printed) {
	for _, p := range s.programs {
		all = append(all, Printed{p.Start, p.Language, p.Output()})
	}
	return all
}
