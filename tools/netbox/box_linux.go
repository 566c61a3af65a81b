package netbox

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"golang.org/x/sys/unix"
)

// Box is a private network while the function given to [Do] runs. Its methods
// may be called from any goroutine, but not after that function has returned.
type Box struct {
	table *socketTable
	first *first
}

// Do runs fn in fresh namespaces and returns its error: a PID namespace, and a
// network namespace whose loopback interface is up, has an MTU of [MTU] and
// leaves the cutting of segments to the kernel's TCP (no segmentation offload).
//
// The namespace belongs to the goroutine that runs fn, which is locked to an
// operating system thread. So sockets that fn itself opens, and programs that
// it starts with exec.Cmd.Start, are in the box; goroutines that fn starts are
// not. They may use sockets that fn has opened. Every program in the box is
// killed when fn returns, with all that it has started; fn had better have
// waited for its own.
//
// A panic or a runtime.Goexit (t.FailNow) in fn becomes an error.
func Do(fn func(*Box) error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		if unix.Gettid() == unix.Getpid() {
			// The main thread cannot end, so its namespace would not either,
			// and /proc/net of the whole process would show it. While we hold
			// that thread the next goroutine gets another.
			done <- Do(fn)
			runtime.UnlockOSThread()
			return
		}
		// Not unlocked: the thread ends with this goroutine, and with it the
		// namespace, which no other goroutine may find itself in.
		call(fn, done)
	}()
	return <-done
}

// call makes the calling thread's namespace, runs fn in it and sends exactly
// one answer, however fn ends.
func call(fn func(*Box) error, done chan<- error) {
	err := errors.New("the function in the box ended its goroutine (runtime.Goexit)")
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in the box: %v\n%s", p, debug.Stack())
		}
		done <- err
	}()
	box, failure := makeBox()
	if failure != nil {
		err = failure
		return
	}
	defer box.table.close()
	defer box.first.kill()
	err = fn(box)
}

// makeBox moves the calling thread to new namespaces.
func makeBox() (*Box, error) {
	prepareFork()
	open := unprivilegedPorts()
	if err := unix.Unshare(unix.CLONE_NEWNET | unix.CLONE_NEWPID); err != nil {
		return nil, unavailable("make a network and a PID namespace", err)
	}
	if err := setUpLoopback(); err != nil {
		return nil, unavailable("set up the loopback interface", err)
	}
	allowPorts(open)
	if err := handNothingOn(); err != nil {
		return nil, unavailable("give up capabilities", err)
	}
	first, err := startFirst()
	if err != nil {
		return nil, unavailable("start the first process of a PID namespace", err)
	}
	table, err := openSocketTable()
	if err != nil {
		first.kill()
		return nil, unavailable("open the kernel's socket table", err)
	}
	return &Box{table, first}, nil
}

// Orphans lists the ids of processes in the box whose parent has ended. Those
// that have ended themselves may be among them.
func (b *Box) Orphans() []int { return b.first.children() }

// Sockets returns the TCP and UDP sockets in the box, IPv4 and IPv6, as
// sock_diag(7) lists them. The list is not of one moment: a socket that
// changes meanwhile may be missing or show either state.
func (b *Box) Sockets() ([]Socket, error) {
	return b.table.list()
}
