package wire

import "slices"

// stream puts the bytes of one direction of a TCP connection in order.
// Sequence numbers are compared as RFC 9293 section 3.4 says, modulo 2^32.
type stream struct {
	next  uint32  // the number of the first byte that we do not have
	early []piece // what came before the bytes that precede it
}

type piece struct {
	first uint32
	data  []byte
}

// add takes the data of a segment and returns the bytes that are now in order
// and were not before: none for a retransmission, more than the segment has if
// it fills a gap. Where segments overlap, the first to come is right.
func (s *stream) add(first uint32, data []byte) []byte {
	if len(data) == 0 {
		return nil
	}
	s.early = append(s.early, piece{first, data})
	var ready []byte
	for {
		i := slices.IndexFunc(s.early, func(p piece) bool { return s.before(p.first) })
		if i < 0 {
			return ready
		}
		old := s.next - s.early[i].first // how many of its bytes we have
		if old < uint32(len(s.early[i].data)) {
			fresh := s.early[i].data[old:]
			ready = append(ready, fresh...)
			s.next += uint32(len(fresh))
		}
		s.early = slices.Delete(s.early, i, i+1)
	}
}

// before reports whether the byte with this number is in order or is the next.
func (s *stream) before(number uint32) bool { return int32(number-s.next) <= 0 }
