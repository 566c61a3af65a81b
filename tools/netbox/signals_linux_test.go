package netbox_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"socketpairs/tools/need"
	"socketpairs/tools/netbox"
)

// again is how long another signal would take at the most.
const again = 300 * time.Millisecond

// interrupts is how many are sent. Two that are sent as one may also arrive as
// one: of so many some do not.
const interrupts = 30

// interrupted is a command that needs boxes. It says whether no more interrupts
// have reached it than were sent.
func interrupted() {
	signals := make(chan os.Signal, 3*interrupts)
	if err := netbox.Enter(); err != nil {
		fmt.Println("no:", err)
		os.Exit(1)
	}
	signal.Notify(signals, syscall.SIGINT)
	fmt.Println("ready")
	count := 0
	for quiet := false; !quiet || count == 0; {
		select {
		case <-signals:
			count++
			quiet = false
		case <-time.After(again):
			quiet = true
		}
	}
	fmt.Println("interrupted as often as that:", count <= interrupts)
	os.Exit(0)
}

// TestAnInterruptArrivesOnce interrupts a program that Enter has started again,
// in each way in which an interrupt comes.
func TestAnInterruptArrivesOnce(t *testing.T) {
	for name, send := range map[string]func(program *exec.Cmd, terminal *os.File) error{
		"sent to the first process": func(p *exec.Cmd, _ *os.File) error { return p.Process.Signal(syscall.SIGINT) },
		"sent to its group":         func(p *exec.Cmd, _ *os.File) error { return syscall.Kill(-p.Process.Pid, syscall.SIGINT) },
		"typed at its terminal": func(_ *exec.Cmd, terminal *os.File) error {
			_, err := terminal.Write([]byte{3}) // Ctrl-C
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			terminal, line := pseudoterminal(t)
			program := unprivileged(play("interrupted"))
			if program.SysProcAttr == nil {
				program.SysProcAttr = &syscall.SysProcAttr{}
			}
			program.SysProcAttr.Setsid, program.SysProcAttr.Setctty = true, true // of a group of its own, too
			program.Stdin, program.Stdout, program.Stderr = line, line, line
			if err := program.Start(); err != nil {
				t.Fatal(err)
			}
			line.Close()
			defer program.Wait()
			time.AfterFunc(patience, func() { program.Process.Kill() })
			output := bufio.NewScanner(terminal)
			for output.Scan() {
				switch said := strings.TrimLeft(output.Text(), "^C"); {
				case strings.HasPrefix(said, "no:"):
					need.Skip(t, "how often an interrupt arrives was not verified: %s", said)
				case said == "ready":
					for range interrupts {
						if err := send(program, terminal); err != nil {
							t.Fatal(err)
						}
						time.Sleep(5 * time.Millisecond)
					}
				case said == "interrupted as often as that: true":
					return
				default:
					t.Fatalf("it says: %s", said)
				}
			}
			t.Errorf("it has ended: %v", output.Err())
		})
	}
}

// pseudoterminal returns the two ends of a terminal: ours, and the line that
// programs have (pty(7)).
func pseudoterminal(t *testing.T) (ours, line *os.File) {
	t.Helper()
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		need.Skip(t, "Ctrl-C at a terminal was not verified: %v", err)
	}
	t.Cleanup(func() { ours.Close() })
	fd := int(ours.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	line, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return ours, line
}

// boxBesideUs has a program in a box, and says whether that outlives an
// interrupt of our group.
func boxBesideUs() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT)
	err := netbox.Do(func(*netbox.Box) error {
		listener := play("listen")
		listener.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		stdin, stdout, err := start(listener)
		if err != nil {
			return err
		}
		defer stdin.Close()
		if _, err := stdout.ReadString('\n'); err != nil {
			return err
		}
		fmt.Println("listening")
		<-signals
		ended := make(chan error, 1)
		go func() { ended <- listener.Wait() }()
		select {
		case err := <-ended:
			return fmt.Errorf("the program in the box has ended: %w", err)
		case <-time.After(again):
			fmt.Println("goes on")
			return listener.Process.Kill()
		}
	})
	fmt.Println(err)
	os.Exit(0)
}

// TestAnInterruptLeavesABoxAlone interrupts the group of a program that has a
// box, as Ctrl-C does: the program decides what becomes of the box.
func TestAnInterruptLeavesABoxAlone(t *testing.T) {
	box(t, func(*netbox.Box) error { return nil })
	program := play("box beside us")
	program.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stdin, stdout, err := start(program)
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	for _, want := range []string{"listening\n", "goes on\n", "<nil>\n"} {
		if line, err := stdout.ReadString('\n'); line != want {
			t.Errorf("it says %q (%v), want %q", line, err, want)
		}
		if want == "listening\n" {
			syscall.Kill(-program.Process.Pid, syscall.SIGINT)
		}
	}
	program.Wait()
}

// TestCtrlZStopsBoth stops a program that Enter has started again, and has it
// go on.
func TestCtrlZStopsBoth(t *testing.T) {
	program := nobody()
	stdin, stdout, err := start(program)
	if err != nil {
		t.Fatal(err)
	}
	defer program.Wait()
	defer stdin.Close()
	if line, _ := stdout.ReadString('\n'); strings.HasPrefix(line, "no:") {
		need.Skip(t, "Ctrl-Z was not verified: %s", line)
	}
	first := program.Process.Pid
	children, err := os.ReadFile(fmt.Sprintf("/proc/%[1]d/task/%[1]d/children", first))
	second, notOne := strconv.Atoi(strings.TrimSpace(string(children)))
	if err != nil || notOne != nil {
		need.Skip(t, "Ctrl-Z was not verified: the children are %q, %v", children, err)
	}
	for _, test := range []struct {
		signal  syscall.Signal
		stopped bool
	}{{syscall.SIGTSTP, true}, {syscall.SIGCONT, false}} {
		if err := program.Process.Signal(test.signal); err != nil {
			t.Fatal(err)
		}
		late := time.Now().Add(patience)
		for isStopped(first) != test.stopped || isStopped(second) != test.stopped {
			if time.Now().After(late) {
				t.Fatalf("after %v: the first is stopped: %v, the second: %v", test.signal, isStopped(first), isStopped(second))
			}
			time.Sleep(time.Millisecond)
		}
	}
}

// isStopped reads the state of a process (proc_pid_status(5)).
func isStopped(pid int) bool {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	return strings.Contains(string(status), "State:\tT")
}
