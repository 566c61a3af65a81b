package netbox

import (
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// A process that Enter has started finds this variable set, and on file
// descriptor 3 a pipe on which it reports whether it can make boxes.
const (
	insideVariable = "SOCKETPAIRS_NETBOX"
	reportFD       = 3
	allWell        = "ok"
)

// Enter makes [Do] possible for the rest of the program, or returns an error
// that wraps [ErrUnavailable] and says why it cannot be. Any other error says
// that something went wrong that should not have. Call it first thing in main
// or in TestMain, before anything that must happen once only.
//
// Root can make network namespaces as it is, and Enter returns at once. For
// anybody else it starts the program again, with the same arguments, in a new
// user namespace (user_namespaces(7)). There it is the same user as before,
// with the capabilities to make networks and to listen to them, and no right
// to files that the user has not got. The first process then only passes
// signals on and exits as the second one does; if it is killed, so is the
// second. The network outside of boxes stays the machine's.
func Enter() error {
	if os.Getenv(insideVariable) != "" {
		// Programs that we start are not the ones meant.
		os.Unsetenv(insideVariable)
		return report(probe())
	}
	if probe() == nil {
		return nil
	}
	return enterUserNamespace()
}

// probe finds out by doing all of it: a sysctl or an id does not tell, since
// security modules and containers refuse single steps.
func probe() error {
	return Do(func(*Box) error {
		fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_RAW|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			return unavailable("open a packet socket", err)
		}
		return unix.Close(fd)
	})
}

// report tells the first process how the probe went. After a failure the
// program goes on there, with its own rights, and ends here.
func report(failure error) error {
	pipe := os.NewFile(reportFD, "report")
	defer pipe.Close()
	if failure != nil {
		fmt.Fprint(pipe, strings.TrimPrefix(failure.Error(), ErrUnavailable.Error()+": "))
		os.Exit(1)
	}
	_, err := io.WriteString(pipe, allWell)
	return err
}
