package play

import (
	"cmp"
	"context"
	"fmt"
	"sync"

	"socketpairs/tools/book"
	"socketpairs/tools/netbox"
)

// stage is one run while it is being played.
type stage struct {
	player  *Player
	lesson  *book.Lesson
	mix     Mix
	folder  string // empty at first; the programs' working directory
	observe func(Line)
	isFault bool        // it is not the recorded run that is played
	strays  []string    // what is left when all programs have ended
	box     *netbox.Box // nil on the loopback

	mu       sync.Mutex    // orders the lines that are observed, and guards what follows
	heard    chan struct{} // closed at the next line; nil if nobody waits for it
	programs []*program    // added to by the goroutine that plays the run, which reads them freely
	awaited  *program      // the script goes on when it listens; nil otherwise
}

// run plays the script from its first line to its last, and waits for what
// is still running then.
func (s *stage) run(ctx context.Context) error {
	for _, command := range s.lesson.Run.Commands {
		if err := s.do(ctx, command); err != nil {
			return err
		}
	}
	return s.wait(ctx)
}

func (s *stage) do(ctx context.Context, command book.Command) error {
	switch c := command.(type) {
	case book.Start:
		return s.start(ctx, c)
	case book.Stop:
		for _, p := range s.programs {
			if p.start.Name == c.Name {
				return s.stop(ctx, p)
			}
		}
	case book.Wait:
		return s.wait(ctx)
	}
	return nil
}

// stop interrupts a program once it has nothing left to do, and waits for its
// end.
func (s *stage) stop(ctx context.Context, p *program) error {
	if err := s.settle(ctx, p); err != nil {
		return s.late(ctx, p, "neither waited nor ended", "")
	}
	p.interrupt()
	return s.until(ctx, p, p.ended, "has not ended when it was interrupted",
		"A server ends at Ctrl-C: in Python by KeyboardInterrupt, in Go by signal.Notify or by default.")
}

// start starts a program and waits until it listens or has ended.
func (s *stage) start(ctx context.Context, start book.Start) error {
	language := s.mix.language(s.lesson, start.Role)
	command, err := s.player.start(Program{s.lesson.Pair(start.Role).Program(language), start.Args, s.folder})
	if err != nil {
		return fmt.Errorf("start %s: %w", start.Name, err)
	}
	command.Dir = s.folder
	p := newProgram(start, language, command, s.line)
	p.box = s.box
	if err := p.begin(); err != nil {
		return fmt.Errorf("start %s: %w", start.Name, err)
	}
	s.mu.Lock()
	s.programs = append(s.programs, p)
	s.mu.Unlock()
	if start.Background {
		return nil
	}
	if err := s.untilReady(ctx, p); err != nil {
		return err
	}
	return s.confirm(p)
}

// untilReady waits until a program listens or has ended.
func (s *stage) untilReady(ctx context.Context, p *program) error {
	await := func(p *program) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.awaited = p
	}
	if !s.isLast(p) {
		await(p)
		defer await(nil)
	}
	return s.until(ctx, p, p.ready, "neither listened nor ended",
		`If others are to reach it, let it print "listening on 127.0.0.1:8089" once it listens (over UDP "bound to ..."), and flush the line; if it is to run beside them, write & behind it in run.txtar.`)
}

// isLast reports whether the script starts no program after this one.
func (s *stage) isLast(p *program) bool {
	starts := s.lesson.Run.Starts()
	return starts[len(starts)-1].Name == p.start.Name
}

// confirm makes sure that a program which says that it can be reached can be,
// before the next program is started. What the last one does meanwhile, such
// as closing its listener again, is its own affair.
func (s *stage) confirm(p *program) error {
	p.mu.Lock()
	line := p.listens
	p.mu.Unlock()
	if line == "" || s.isLast(p) || s.box == nil {
		return nil
	}
	if wrong, err := confirm(s.box, line); err != nil || wrong != "" {
		return cmp.Or(err, s.trouble(p, wrong, "Print the line when bind and listen have returned, with the address that they were given."))
	}
	return nil
}

func (s *stage) line(l Line) {
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

// news returns what is closed when a program prints its next line.
func (s *stage) news() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.heard == nil {
		s.heard = make(chan struct{})
	}
	return s.heard
}

// wait waits until every program has ended.
func (s *stage) wait(ctx context.Context) error {
	for _, p := range s.programs {
		err := s.until(ctx, p, p.ended, "has not ended",
			"What does it wait for? A program ends by itself, or the script stops it: stop "+p.start.Name)
		if err != nil {
			return err
		}
	}
	return nil
}

// until waits for something that a program does; what it has not done
// otherwise, and what to do then, are for people to read.
func (s *stage) until(ctx context.Context, p *program, event <-chan struct{}, what, advice string) error {
	select {
	case <-event:
		return nil
	case <-ctx.Done():
		return s.late(ctx, p, what, advice)
	}
}

// end ends every program that still runs.
func (s *stage) end() {
	for _, p := range s.programs {
		p.kill()
	}
	for _, p := range s.programs {
		<-p.ended
	}
	for _, left := range allStrays(s.box, s.folder) {
		s.strays = append(s.strays, left.what)
		endStray(left)
	}
}

func (s *stage) printed() []Printed {
	var all []Printed
	for _, p := range s.programs {
		all = append(all, p.printed())
	}
	return all
}
