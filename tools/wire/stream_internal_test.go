package wire

import "testing"

// A stream may be longer than its sequence numbers count, 2^32 bytes: they
// are compared modulo that (RFC 9293, section 3.4).
func TestAStreamGoesOnAcrossTheLargestNumber(t *testing.T) {
	s := &stream{next: 0xffff_fffe}
	if got := string(s.add(1, []byte("defg"))); got != "" {
		t.Errorf("what came early was passed on: %q", got)
	}
	if got := string(s.add(0xffff_fffe, []byte("abc"))); got != "abcdefg" {
		t.Errorf("got %q", got)
	}
	if got := string(s.add(0xffff_ffff, []byte("bc"))); got != "" {
		t.Errorf("what came again was passed on: %q", got)
	}
	if s.next != 5 {
		t.Errorf("the next byte has number %d", s.next)
	}
}
