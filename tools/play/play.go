// Package play plays a lesson's run: it starts the programs as the script
// says, waits for them, and collects what they print and send.
//
// It is the only package that starts programs. Sources come from package
// book; each run has a private network from package netbox where there is
// one, and its packets are captured by package wire. What comes out is a
// Result: play decides nothing about pages.
package play

import (
	"context"
	"errors"
	"fmt"

	"socketpairs/tools/book"
	"socketpairs/tools/netbox"
	"socketpairs/tools/wire"
)

// Line is one line that a program printed, without its end.
type Line struct {
	Name string // the program's, in the script
	Text string
}

// Result is what one run of a lesson did.
type Result struct {
	Lesson   *book.Lesson
	Mix      Mix
	Fault    string    // what the server was tried with; empty for an ordinary run
	Programs []Printed // in the order in which the script starts them
	Strays   []string  // command lines of what was left when all of them had ended, and was ended
	Packets  []wire.Packet
	Captured bool // whether Packets are known
}

// Printed is what one program of a run printed, and how it ended.
type Printed struct {
	Start    book.Start
	Language book.Language
	Stdout   string
	Stderr   string
	Exit     string   // empty for exit status 0, or an interrupt that the script sent
	Silent   bool     // it has not said that it can be reached
	Flooded  bool     // it printed more than MaxOutput, and was ended
	Strays   []string // command lines of what it had started and left running, which was ended
}

// Play plays a lesson's script once, with its roles in the languages of a
// mix. The Go programs must have been built. Each line goes to observe, which
// may be nil, as it is printed. A program that keeps the run from its end makes
// an error, a *Trouble; one that fails does not: see Result.Failures.
func (p *Player) Play(ctx context.Context, lesson *book.Lesson, mix Mix, observe func(Line)) (*Result, error) {
	if err := Unmet(lesson); err != nil {
		return nil, err
	}
	return p.playHere(ctx, lesson, mix, observe)
}

// playHere is Play, whatever the lesson says that it needs.
func (p *Player) playHere(ctx context.Context, lesson *book.Lesson, mix Mix, observe func(Line)) (*Result, error) {
	result := &Result{Lesson: lesson, Mix: mix, Captured: p.Private}
	s := &stage{player: p, lesson: lesson, mix: mix, observe: observe}
	err := s.play(ctx, result, s.run)
	if err != nil {
		return result, s.named(err)
	}
	return result, nil
}

// play plays a run in a folder and a network of its own, while it is watched.
func (s *stage) play(ctx context.Context, result *Result, run func(context.Context) error) error {
	folder, err := newFolder()
	if err != nil {
		return err
	}
	defer folder.remove()
	s.folder = folder.name
	err = s.player.inNetwork(ctx, func(box *netbox.Box) error {
		s.box = box
		ctx, stop := s.watched(ctx)
		defer stop()
		defer s.end()
		return s.captured(ctx, result, run)
	})
	result.Programs, result.Strays = s.printed(), s.strays
	return err
}

// named says which run an error is of, unless it does so itself.
func (s *stage) named(err error) error {
	var trouble *Trouble
	if errors.As(err, &trouble) {
		return trouble
	}
	return fmt.Errorf("%s with %s: %w", s.lesson.ID, s.mix.Describe(s.lesson), err)
}

// captured calls run, and keeps the packets of a private network.
func (s *stage) captured(ctx context.Context, result *Result, run func(context.Context) error) error {
	if !s.player.Private {
		return run(ctx)
	}
	recorder, err := wire.Record()
	if err != nil {
		return err
	}
	err = run(ctx)
	packets, captureErr := recorder.Stop()
	result.Packets = packets
	return errors.Join(err, captureErr)
}

// inNetwork calls f where the fixed ports of the programs are free: in a
// private network, or alone on the loopback, where there is no box.
func (p *Player) inNetwork(ctx context.Context, f func(*netbox.Box) error) error {
	if p.Private {
		return netbox.Do(f)
	}
	return alone(ctx, func() error { return f(nil) })
}
