package fault

import (
	"context"
	"errors"
	"slices"
	"strings"

	"socketpairs/tools/book"
	"socketpairs/tools/play"
	"socketpairs/tools/play/process"
)

// encounter is one run with a fault while it is being played.
type encounter struct {
	*play.Stage
	target *target
	guide  guide
	result *Result

	rest   []book.Command // of the script, from the server's start on
	server *play.Started
	joined bool // whether the other programs have been let in
}

// run plays the script up to the server's start, the peer, and what is left
// of the script.
func (e *encounter) run(ctx context.Context) error {
	commands := e.Lesson.Run.Commands
	start := slices.IndexFunc(commands, func(c book.Command) bool {
		s, ok := c.(book.Start)
		return ok && s.Name == e.target.start.Name
	})
	for _, command := range commands[:start+1] {
		if err := e.Do(ctx, command); err != nil {
			return err
		}
	}
	e.rest, e.server = commands[start+1:], e.Programs()[len(e.Programs())-1]
	if err := e.UntilReady(ctx, e.server); err != nil {
		return err // it was started in the background
	}
	p := &peer{ctx: ctx, encounter: e}
	defer p.leave()
	if err := e.result.kind.play(p); err != nil {
		return err
	}
	if err := e.others(ctx); err != nil {
		return err
	}
	p.leave()
	e.result.talks = p.talks
	return e.finish(ctx)
}

// others waits until the server has dealt with the peer so far. Then, unless
// it has ended, it plays the script up to its first stop or wait: the other
// programs meet the server while the peer is still connected.
func (e *encounter) others(ctx context.Context) error {
	if e.joined {
		return nil
	}
	e.joined = true
	if err := e.await(ctx); err != nil {
		return err
	}
	e.result.before = e.linesBefore()
	if e.result.ended = e.server.HasEnded(); e.result.ended {
		return nil
	}
	for len(e.rest) > 0 {
		if _, isStart := e.rest[0].(book.Start); !isStart {
			break
		}
		if err := e.Do(ctx, e.rest[0]); err != nil {
			return err
		}
		e.rest = e.rest[1:]
	}
	return nil
}

// finish plays what is left of the script; if the server has ended before
// the other programs came, only its stops.
func (e *encounter) finish(ctx context.Context) error {
	for _, command := range e.rest {
		stop, isStop := command.(book.Stop)
		if e.result.ended && (!isStop || !e.runs(stop.Name)) {
			continue
		}
		if err := e.Do(ctx, command); err != nil {
			return err
		}
	}
	return e.Wait(ctx)
}

func (e *encounter) runs(name string) bool {
	return slices.ContainsFunc(e.Programs(), func(p *play.Started) bool { return p.Start.Name == name && !p.HasEnded() })
}

// await waits until the programs have printed what the guide says, or, for
// the lack of one, until they wait for something themselves.
func (e *encounter) await(ctx context.Context) error {
	if !e.guide.known {
		known, err := e.Idle(ctx, process.Surely)
		if err == nil && !known {
			err = errors.New("nothing is recorded of this fault, and only Linux shows when a server waits: record it there")
		}
		return err
	}
	for {
		news := e.News()
		missing := e.missing()
		if missing == nil {
			return nil
		}
		select {
		case <-news:
		case <-missing.Ended():
			if e.short(missing) {
				return nil // it will not print what is recorded
			}
		case <-ctx.Done():
			return e.Late(ctx, missing, "neither printed what is recorded nor ended", "")
		}
	}
}

// missing returns a program that has yet to do what the guide says; nil if
// there is none.
func (e *encounter) missing() *play.Started {
	if e.guide.ended && !e.server.HasEnded() {
		return e.server
	}
	for _, p := range e.Programs() {
		if e.short(p) {
			return p
		}
	}
	return nil
}

// short reports whether a program has printed less than the guide says.
func (e *encounter) short(p *play.Started) bool {
	return countLines(p.Output().Stdout) < e.guide.lines[p.Start.Name]
}

// linesBefore counts the lines that belong before the rest of the script: as
// the guide has it, so that it does not matter how soon the next one comes.
func (e *encounter) linesBefore() map[string]int {
	before := map[string]int{}
	for _, p := range e.Programs() {
		lines := countLines(p.Output().Stdout)
		if e.guide.known {
			lines = min(lines, e.guide.lines[p.Start.Name])
		}
		before[p.Start.Name] = lines
	}
	return before
}

func countLines(text string) int { return strings.Count(text, "\n") }

func isClosed(event <-chan struct{}) bool {
	select {
	case <-event:
		return true
	default:
		return false
	}
}
