package play

import (
	"context"
	"strings"
	"time"

	"socketpairs/tools/play/process"
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
func (s *Stage) settle(ctx context.Context, p *Started) error {
	limited, cancel := context.WithTimeout(ctx, settleLimit)
	defer cancel()
	expected, _ := s.expected.Output(p.Start.Name)
	enough := strings.Count(expected, "\n")
	for {
		news := s.News()
		printed, long := strings.Count(p.Output().Stdout, "\n") >= enough, process.Surely
		if printed && enough > 0 {
			long = process.Briefly
		}
		known, _ := process.Idle(limited, []*process.Process{p.Process}, long)
		if known || printed {
			return ctx.Err()
		}
		select {
		case <-news:
		case <-p.Ended():
			return nil
		case <-limited.Done():
			return ctx.Err()
		}
	}
}
