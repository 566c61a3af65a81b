package play

import (
	"context"
	"errors"
	"fmt"
	"strings"
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
	box     *netbox.Box // nil on the loopback

	mu       sync.Mutex    // orders the lines that are observed
	heard    chan struct{} // closed at the next line; nil if nobody waits for it
	programs []*program
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
		return s.late(ctx, p.start.Name+" neither waited nor ended")
	}
	p.interrupt()
	return s.until(ctx, p, p.ended)
}

// start starts a program and waits until it listens or has ended.
func (s *stage) start(ctx context.Context, start book.Start) error {
	language := s.mix.language(s.lesson, start.Role)
	command := s.player.command(s.lesson.Pair(start.Role).Program(language), start.Args)
	command.Dir = s.folder
	p := newProgram(start, language, command, s.line)
	s.programs = append(s.programs, p)
	if err := p.begin(); err != nil {
		return fmt.Errorf("start %s: %w", start.Name, err)
	}
	if start.Background {
		return nil
	}
	if err := s.until(ctx, p, p.ready); err != nil {
		return err
	}
	return s.confirm(p)
}

// confirm makes sure that a program which says that it can be reached can be,
// before the next program is started. What the last one does meanwhile, such
// as closing its listener again, is its own affair.
func (s *stage) confirm(p *program) error {
	p.mu.Lock()
	line := p.listens
	p.mu.Unlock()
	starts := s.lesson.Run.Starts()
	isLast := starts[len(starts)-1].Name == p.start.Name
	if line == "" || isLast || s.box == nil {
		return nil
	}
	return confirm(s.box, p.start.Name, line)
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
		if err := s.until(ctx, p, p.ended); err != nil {
			return err
		}
	}
	return nil
}

// until waits for something that a program does.
func (s *stage) until(ctx context.Context, p *program, event <-chan struct{}) error {
	select {
	case <-event:
		return nil
	case <-ctx.Done():
		return s.late(ctx, p.start.Name+" neither listened nor ended")
	}
}

// late says what the run waits for in vain, if that is why it was given up.
func (s *stage) late(ctx context.Context, what string) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("%s within %v", what, s.player.Limit)
	}
	return ctx.Err()
}

// history returns what the programs have printed, each line on a new line.
func (s *stage) history() string {
	var b strings.Builder
	for _, p := range s.programs {
		printed := p.printed()
		for text := range strings.Lines(printed.Stdout + printed.Stderr) {
			fmt.Fprintf(&b, "\n%s| %s", p.start.Name, strings.TrimSuffix(text, "\n"))
		}
	}
	return b.String()
}

// end ends every program that still runs.
func (s *stage) end() {
	for _, p := range s.programs {
		p.kill()
	}
	for _, p := range s.programs {
		<-p.ended
	}
}

func (s *stage) printed() []Printed {
	var all []Printed
	for _, p := range s.programs {
		all = append(all, p.printed())
	}
	return all
}
