package process

import "bytes"

// MaxOutput is how many bytes one program may print to standard output, and to
// standard error, before it is ended: a loop that never stops would fill the
// memory otherwise.
const MaxOutput = 1 << 20

// lines collects output and passes each whole line on.
type lines struct {
	bytes.Buffer
	seen   int // bytes passed on
	looked int // bytes in which there is no further line end
	full   bool
}

// add takes output. It reports whether there is room for more; what does not
// fit is dropped.
func (l *lines) add(b []byte, each func(text string)) bool {
	room := MaxOutput - l.Len()
	l.full = l.full || len(b) > room
	l.Write(b[:min(len(b), room)])
	for {
		end := bytes.IndexByte(l.Bytes()[l.looked:], '\n')
		if end < 0 {
			l.looked = l.Len()
			return !l.full
		}
		each(string(l.Bytes()[l.seen : l.looked+end]))
		l.looked += end + 1
		l.seen = l.looked
	}
}
