package play

import (
	"fmt"
	"slices"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
)

// Unmet says what a lesson's run needs and this system has not got, and why it
// needs it; it returns nil if the lesson can be played here.
func Unmet(lesson *book.Lesson) error {
	for _, need := range lesson.Run.Needs {
		known := slices.IndexFunc(runfile.Needs(), func(n runfile.Need) bool { return n.Name == need })
		if known < 0 || !runfile.Needs()[known].Met() { // Check lets no other need pass
			return fmt.Errorf("%s needs %s, because %s", lesson.ID, need, lesson.Run.Because)
		}
	}
	return nil
}
