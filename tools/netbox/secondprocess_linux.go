package netbox

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// enterUserNamespace starts the program again and exits with it. It returns
// only if the second process cannot make boxes either, or never came to tell.
func enterUserNamespace() error {
	// Pdeathsig means the death of the thread that starts the process, not of
	// the process which that thread belongs to (prctl(2)).
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	reader, writer, err := os.Pipe()
	if err != nil {
		return err
	}
	defer reader.Close()
	again := programAgain(writer)
	// Before there is a second process: a signal of the moment between, too,
	// is meant for it.
	signals, stop := catchSignals()
	defer stop()
	err = again.Start()
	writer.Close()
	if err != nil {
		return unavailable("make a user namespace", err)
	}
	go passOn(signals, again.Process)
	answer, _ := io.ReadAll(reader) // cut short, it is not "ok"
	err = again.Wait()
	status, _ := again.ProcessState.Sys().(syscall.WaitStatus)
	if string(answer) == allWell || status.Signaled() {
		os.Exit(exitCode(status))
	}
	if len(answer) == 0 {
		return fmt.Errorf("the program was started again in a user namespace and ended without a report: %v", err)
	}
	return fmt.Errorf("%w: %s", ErrUnavailable, answer)
}

// needed are the capabilities that a box takes (capabilities(7)): to make
// namespaces, to set up an interface, and to capture.
var needed = []uintptr{unix.CAP_SYS_ADMIN, unix.CAP_NET_ADMIN, unix.CAP_NET_RAW}

// programAgain is this program with the same arguments and files, in a user
// namespace where the user keeps his id and nobody else exists. Only as
// ambient ones do capabilities outlive the exec of somebody who is not root.
func programAgain(report *os.File) *exec.Cmd {
	again := exec.Command("/proc/self/exe")
	again.Args = os.Args
	again.Env = append(os.Environ(), insideVariable+"=1")
	again.Stdin, again.Stdout, again.Stderr = os.Stdin, os.Stdout, os.Stderr
	again.ExtraFiles = []*os.File{report}
	again.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}},
		AmbientCaps: needed,
		Pdeathsig:   syscall.SIGKILL,
		Setpgid:     true, // see passOn

	}
	return again
}

// exitCode is the code to exit with as the second process did, by a shell's
// convention if a signal ended it.
func exitCode(status syscall.WaitStatus) int {
	if status.Signaled() {
		return 128 + int(status.Signal())
	}
	return status.ExitStatus()
}

// catchSignals takes the signals that are meant to end or stop us, until stop
// is called.
func catchSignals() (signals chan os.Signal, stop func()) {
	signals = make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT, syscall.SIGHUP, syscall.SIGTSTP, syscall.SIGCONT)
	return signals, func() {
		signal.Stop(signals)
		close(signals)
	}
}

// passOn sends the signals on to the process, which is in a group of its own:
// so each reaches it once, whether it was sent to us, to our group or by the
// terminal. Ctrl-Z stops both.
func passOn(signals <-chan os.Signal, process *os.Process) {
	for s := range signals {
		if s == syscall.SIGTSTP {
			process.Signal(syscall.SIGSTOP)
			syscall.Kill(os.Getpid(), syscall.SIGSTOP)
			continue
		}
		process.Signal(s) // an error says that it has just ended
	}
}
