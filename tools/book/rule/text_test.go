package rule

import "testing"

// TestRunes wants the edges of what a text may hold.
func TestRunes(t *testing.T) {
	for r, fine := range map[rune]bool{
		' ': true, '~': true, 0x1f: false, 0x7f: false, 0x80: false, 0x9f: false, 0xa0: true,
		0x200a: true, 0x200b: false, 0x200f: false, 0x2010: true,
		0x2027: true, 0x2028: false, 0x202e: false, 0x202f: true,
		0x2065: true, 0x2066: false, 0x2069: false, 0x206a: true, 0xfeff: false, '안': true,
	} {
		if got := runeFault(r); (got == "") != fine {
			t.Errorf("%U: %q", r, got)
		}
	}
}
