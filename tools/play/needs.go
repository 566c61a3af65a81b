package play

import (
	"fmt"
	"net"
	"runtime"

	"socketpairs/tools/book"
)

// alias is a loopback address other than 127.0.0.1. Linux and Windows have
// all of 127.0.0.0/8; macOS has it only after ifconfig lo0 alias.
const alias = "127.0.0.2"

// Unmet says what a lesson's run needs and this system has not got, and why it
// needs it; it returns nil if the lesson can be played here.
func Unmet(lesson *book.Lesson) error {
	for _, need := range lesson.Run.Needs {
		if !met(need) {
			return fmt.Errorf("%s needs %s, because %s", lesson.ID, need, lesson.Run.Because)
		}
	}
	return nil
}

func met(need string) bool {
	isMet, known := meets[need]
	return known && isMet() // Check lets no other need pass
}

// meets tell whether this machine has what each of runfile.Needs asks for.
var meets = map[string]func() bool{
	"linux": func() bool { return runtime.GOOS == "linux" },
	"unix":  func() bool { return runtime.GOOS != "windows" },
	"aliases": func() bool {
		socket, err := net.ListenPacket("udp", net.JoinHostPort(alias, "0"))
		return err == nil && socket.Close() == nil
	},
}
