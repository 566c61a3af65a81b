package play

import (
	"context"
	"time"
)

// settleLimit is how long a program that is to be interrupted may go on
// before: one that prints less than recorded, or that never waits.
const settleLimit = 2 * time.Second

// settle waits until a program that the script is about to stop has dealt
// with all that has reached it. When a client ends, its server has often not
// printed its last line.
//
// It has if it has printed as many lines as are recorded, and waits. It may
// print the last of these only at the interrupt, or be an altered program
// that prints fewer: so it also has if it is seen to wait for longer, where
// the system shows that, or at the limit.
func (s *stage) settle(ctx context.Context, p *program) error {
	limited, cancel := context.WithTimeout(ctx, settleLimit)
	defer cancel()
	enough := s.enough(p)
	for {
		news := s.news()
		printed, long := countLines(p.printed().Stdout) >= enough, surely
		if printed && enough > 0 {
			long = briefly
		}
		known, _ := s.quietFor(limited, []*program{p}, long)
		if known || printed {
			return ctx.Err()
		}
		select {
		case <-news:
		case <-p.ended:
			return nil
		case <-limited.Done():
			return ctx.Err()
		}
	}
}

// enough returns how many lines a program has printed in the recorded run, or
// in that of the fault; 0 if that is not known.
func (s *stage) enough(p *program) int {
	if s.lesson.Run.Recording == nil || s.isFault {
		return 0
	}
	return countLines(outputOf(s.lesson.Run.Recording.Outputs, p.start.Name))
}
