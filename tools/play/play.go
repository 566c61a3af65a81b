// Package play plays a lesson's run: it starts the programs as the script
// says, waits for them, and collects what they print and send.
//
// Sources come from package book; each run has a private network from package
// netbox where there is one, and its packets are captured by package wire. What
// comes out is a Result: play decides nothing about pages.
//
// Begin at [Player.Play]. A run happens on a [Stage]; a program gets there
// through one function, a [Starter]. Below this package are toolchain, which
// makes the commands, process, which starts one and watches it, and fault, which
// plays on the same stage with a peer of its own. The files here are
//
//	player.go         who plays, and the way from a program to its command
//	play.go           one run, from its folder and network to its result
//	stage.go          what a script's commands do
//	settling.go       when a program may be stopped
//	limits.go         when a run is given up
//	trouble.go        whom to blame for that
//	verdict.go        what failed in a run, and where it differs from another
//	exceptions.go     which exceptions of a run file are not needed
//	needs.go          whether this machine can play a lesson
//	mix.go            languages of the roles
//	folder.go         a run's folder
//	terminal.go       texts that may be written on one
package play

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"

	"socketpairs/tools/book"
	"socketpairs/tools/lock"
	"socketpairs/tools/netbox"
	"socketpairs/tools/play/process"
	"socketpairs/tools/play/toolchain"
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
	process.Output
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
	return p.Perform(ctx, lesson, mix, observe, func(ctx context.Context, s *Stage) error {
		s.expected = lesson.Run.Recording
		return s.script(ctx)
	})
}

// Perform is Play for another course of events than the script's: it is run
// on the stage, in the run's folder and network, while it is watched.
func (p *Player) Perform(ctx context.Context, lesson *book.Lesson, mix Mix, observe func(Line), run func(context.Context, *Stage) error) (*Result, error) {
	result := &Result{Lesson: lesson, Mix: mix, Captured: p.Private}
	folder, err := newFolder()
	if err != nil {
		return result, err
	}
	defer folder.remove()
	s := &Stage{Lesson: lesson, Mix: mix, player: p, folder: folder.name, observe: observe}
	err = p.inNetwork(ctx, func(box *netbox.Box) error {
		s.Box = box
		ctx, stop := s.watched(ctx)
		defer stop()
		defer s.end()
		return result.capture(func() error { return run(ctx, s) })
	})
	result.Programs, result.Strays = s.printed(), s.strays
	return result, s.named(err)
}

// named says which run an error is of, unless it does so itself.
func (s *Stage) named(err error) error {
	var trouble *Trouble
	switch {
	case err == nil:
		return nil
	case errors.As(err, &trouble):
		return trouble
	}
	return fmt.Errorf("%s with %s: %w", s.Lesson.ID, s.Mix.Describe(s.Lesson), err)
}

// capture calls run, and keeps the packets of a private network.
func (r *Result) capture(run func() error) error {
	if !r.Captured {
		return run()
	}
	recorder, err := wire.Record()
	if err != nil {
		return err
	}
	err = run()
	packets, captureErr := recorder.Stop()
	r.Packets = packets
	return errors.Join(err, captureErr)
}

// inNetwork calls f where the fixed ports of the programs are free: in a
// private network, or on the real loopback, where there is no box, while no
// other run of this user is there, not even one of another process.
func (p *Player) inNetwork(ctx context.Context, f func(*netbox.Box) error) error {
	if p.Private {
		return netbox.Do(f)
	}
	folder, err := toolchain.CacheFolder()
	if err != nil {
		return err
	}
	unlock, err := lock.File(ctx, filepath.Join(folder, "loopback.lock"))
	if err != nil {
		return err
	}
	defer unlock()
	runtime.LockOSThread() // see process.Start
	defer runtime.UnlockOSThread()
	return f(nil)
}
