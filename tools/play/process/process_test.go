package process

import (
	"strings"
	"testing"
	"time"
)

// TestSilence wants that only the time counts in which programs could have
// done something.
func TestSilence(t *testing.T) {
	for _, test := range []struct {
		name string
		now  sight
		want time.Duration
	}{
		{"nothing has moved", sight{}, time.Second + WatchEvery},
		{"a line was printed", sight{said: 5}, 0},
		{"a packet was sent", sight{moved: 1}, 0},
		{"they waited for a processor half of the time", sight{starved: WatchEvery / 2}, time.Second + WatchEvery/2},
		{"three of them waited all the time", sight{starved: 3 * WatchEvery}, time.Second},
		{"one that had waited has gone", sight{starved: -WatchEvery}, time.Second + WatchEvery},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := Watch{Silent: time.Second}
			if w.count(test.now); w.Silent != test.want {
				t.Errorf("silent for %v, want %v", w.Silent, test.want)
			}
		})
	}
}

func TestLinesAreLimited(t *testing.T) {
	var l lines
	var seen []string
	each := func(line string) { seen = append(seen, line) }
	if !l.add([]byte("a\nb"), each) || !l.add([]byte("c\n"), each) {
		t.Error("full too early")
	}
	if strings.Join(seen, ",") != "a,bc" {
		t.Errorf("saw %q", seen)
	}
	if l.add(make([]byte, MaxOutput), each) || l.Len() != MaxOutput {
		t.Errorf("holds %d bytes", l.Len())
	}
}
