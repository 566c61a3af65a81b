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
	switch need {
	case "linux":
		return runtime.GOOS == "linux"
	case "unix":
		return runtime.GOOS != "windows"
	case "aliases":
		socket, err := net.ListenPacket("udp", net.JoinHostPort(alias, "0"))
		if err != nil {
			return false
		}
		return socket.Close() == nil
	}
	return false // book.Check lets no other need pass
}
