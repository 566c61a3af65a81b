package netbox_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
	"socketpairs/tools/need"

	"socketpairs/tools/netbox"
)

// role names the environment variable that makes the test binary play another
// program: the ones that the tests need have to be inside a box, or to be
// started by somebody who is not root.
const role = "NETBOX_TEST_ROLE"

// without names the environment variable that makes the test binary give up
// what it could hand on, and begin again.
const without = "NETBOX_TEST_WITHOUT"

func TestMain(m *testing.M) {
	if os.Getenv(without) != "" {
		handNothingOn()
	}
	switch os.Getenv(role) {
	case "listen":
		listen()
	case "enter":
		enter()
	case "limit":
		limit()
	case "main thread":
		mainThread()
	case "rights":
		rights()
	case "free ports":
		freePorts()
	case "mute":
		mute()
	case "interrupted":
		interrupted()
	case "box beside us":
		boxBesideUs()
	default:
		netbox.Enter() // if it cannot, each test's Do says so
		os.Exit(m.Run())
	}
}

// play is the test binary in another role.
func play(part string, arguments ...string) *exec.Cmd {
	program := exec.Command("/proc/self/exe", arguments...)
	program.Env = append(os.Environ(), role+"="+part)
	program.Stderr = os.Stderr
	return program
}

// listen is a server that ends with its standard input.
func listen() {
	where := address
	if len(os.Args) > 1 {
		where = os.Args[1]
	}
	listener, err := net.Listen("tcp", where)
	if errors.Is(err, syscall.EACCES) {
		os.Exit(13)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer listener.Close()
	fmt.Println("listening")
	io.Copy(io.Discard, os.Stdin)
}

// enter is a command that needs boxes. It says whether it has one and what it
// was called with, then ends at the end of its input or at a signal.
func enter() {
	if err := netbox.Enter(); err != nil {
		fmt.Println("no:", err)
		os.Exit(1)
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	err := netbox.Do(func(*netbox.Box) error { return nil })
	_, told := os.LookupEnv("SOCKETPAIRS_NETBOX")
	fmt.Println(err, told, strings.Join(os.Args[1:], " "))
	go func() {
		<-signals
		os.Exit(7)
	}()
	io.Copy(io.Discard, os.Stdin)
	os.Exit(3)
}

// mainThread calls Do where the runtime has no reason to leave the main thread.
func mainThread() {
	err := netbox.Do(func(*netbox.Box) error {
		if syscall.Gettid() == syscall.Getpid() {
			return errors.New("on the main thread")
		}
		return errors.New("on another thread")
	})
	fmt.Println(err)
}

// limit forbids user namespaces inside of its own, and then has nobody start
// the program above.
func limit() {
	err := os.WriteFile("/proc/sys/user/max_user_namespaces", []byte("0"), 0)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	program := play("enter")
	program.Stdout = os.Stdout
	program.SysProcAttr = asNobody()
	program.Run()
}

func asNobody() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobodyID, Gid: nobodyID}}
}

const nobodyID = 65534

// hasNobody reports whether we may start programs as nobody: as root we may,
// but not as what TestMain makes of another user, whom nobody else is with.
func hasNobody() bool {
	ids, err := os.ReadFile("/proc/self/uid_map")
	return err == nil && os.Getuid() == 0 && strings.HasSuffix(string(ids), "4294967295\n")
}

// handNothingOn starts this program again without the capabilities of its
// parent: only ambient ones outlive an exec of somebody who is not root.
func handNothingOn() {
	os.Unsetenv(without)
	runtime.LockOSThread()
	err := unix.Prctl(unix.PR_CAP_AMBIENT, unix.PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
	if err == nil {
		err = unix.Exec("/proc/self/exe", os.Args, os.Environ())
	}
	fmt.Println(err)
	os.Exit(1)
}

// nobody is the program above, started by a user without any rights.
func nobody() *exec.Cmd {
	program := play("enter", "-an", "argument")
	return unprivileged(program)
}

// unprivileged has nobody start a program. If it is not root who tests, that
// is somebody who has gained the rights that boxes need, and gives them up.
func unprivileged(program *exec.Cmd) *exec.Cmd {
	program.Dir = "/"
	if hasNobody() {
		program.SysProcAttr = asNobody()
	} else {
		program.Env = append(program.Env, without+"=1")
	}
	return program
}

// rights tells who it is, which capabilities programs in a box have, and
// whether a box's port 80 can be bound.
func rights() {
	if err := netbox.Enter(); err != nil {
		fmt.Println("no:", err)
		os.Exit(1)
	}
	err := netbox.Do(func(*netbox.Box) error {
		output, err := exec.Command("grep", "-h", "^Uid\\|^Cap[IPEA]", "/proc/self/status").Output()
		os.Stdout.Write(output)
		fmt.Println(play("listen", "127.0.0.1:80").Run())
		return err
	})
	fmt.Println(err)
}

// freePorts is rights on a machine where nobody needs a right to bind port 80.
func freePorts() {
	if err := os.WriteFile("/proc/sys/net/ipv4/ip_unprivileged_port_start", []byte("80"), 0); err != nil {
		fmt.Println(err)
	}
	program := unprivileged(play("rights"))
	program.Stdout = os.Stdout
	program.Run()
}

// mute ends where it should enter for the second time.
func mute() {
	if os.Getenv("SOCKETPAIRS_NETBOX") != "" {
		os.Exit(5)
	}
	err := netbox.Enter()
	fmt.Println(errors.Is(err, netbox.ErrUnavailable), err)
}

func TestEnterUnprivileged(t *testing.T) {
	for _, test := range []struct {
		name string
		end  func(program *exec.Cmd, stdin io.Closer) error
		code int
	}{
		{"exits with the program's code", func(_ *exec.Cmd, stdin io.Closer) error { return stdin.Close() }, 3},
		{"passes a signal on", func(p *exec.Cmd, _ io.Closer) error { return p.Process.Signal(syscall.SIGTERM) }, 7},
		{"exits as a shell does when a signal has ended it", func(p *exec.Cmd, _ io.Closer) error { return p.Process.Signal(syscall.SIGHUP) }, 128 + int(syscall.SIGHUP)},
		{"leaves nothing behind when it is killed", func(p *exec.Cmd, _ io.Closer) error { return p.Process.Kill() }, -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			program := nobody()
			stdin, stdout, err := start(program)
			if err != nil {
				t.Fatal(err)
			}
			defer stdin.Close()
			line, err := stdout.ReadString('\n')
			if strings.HasPrefix(line, "no:") {
				need.Skip(t, "a user without rights not verified: %s", line)
			}
			if line != "<nil> false -an argument\n" || err != nil {
				t.Errorf("inside: %q, %v", line, err)
			}
			if err := test.end(program, stdin); err != nil {
				t.Error(err)
			}
			// Both processes hold the pipe: its end is the end of both.
			if rest, err := io.ReadAll(stdout); err != nil || len(rest) > 0 {
				t.Errorf("after the end: %q, %v", rest, err)
				program.Process.Kill()
			}
			program.Wait()
			if code := program.ProcessState.ExitCode(); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
		})
	}
}

func TestEnterSaysWhyNot(t *testing.T) {
	if !hasNobody() {
		t.Skip("the refusal not verified: it takes root to simulate it")
	}
	ids := []syscall.SysProcIDMap{{ContainerID: 0, HostID: 0, Size: 1}, {ContainerID: nobodyID, HostID: nobodyID, Size: 1}}
	program := play("limit")
	program.Dir = "/"
	program.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:                 syscall.CLONE_NEWUSER,
		UidMappings:                ids,
		GidMappings:                ids,
		GidMappingsEnableSetgroups: true,
	}
	output, err := program.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"no: no private network here", "cannot make a user namespace", "user.max_user_namespaces"} {
		if !strings.Contains(string(output), want) {
			t.Errorf("got %q, want %q", output, want)
		}
	}
}

// A program in a box can do what it could by hand, and no more.
func TestRightsAreTheUsersOwn(t *testing.T) {
	output, err := unprivileged(play("rights")).Output()
	if strings.HasPrefix(string(output), "no:") {
		need.Skip(t, "rights not verified: %s", output)
	}
	user := os.Getuid()
	if hasNobody() {
		user = nobodyID
	}
	want := fmt.Sprintf("Uid:\t%[1]d\t%[1]d\t%[1]d\t%[1]d\n", user)
	for _, set := range []string{"Inh", "Prm", "Eff", "Amb"} {
		want += "Cap" + set + ":\t0000000000000000\n"
	}
	free := 1024
	text, _ := os.ReadFile("/proc/sys/net/ipv4/ip_unprivileged_port_start")
	fmt.Sscan(string(text), &free)
	if free <= 80 {
		want += "<nil>\n"
	} else {
		want += "exit status 13\n"
	}
	if want += "<nil>\n"; err != nil || string(output) != want {
		t.Errorf("got %v,\n%s\nwant\n%s", err, output, want)
	}
}

// Where the machine lets everybody bind port 80, a box does too.
func TestPortsAreTheMachines(t *testing.T) {
	if !hasNobody() {
		t.Skip("another rule about ports not verified: it takes root to make one")
	}
	program := play("free ports")
	program.Dir = "/"
	program.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	output, err := program.Output()
	if strings.HasPrefix(string(output), "no:") {
		need.Skip(t, "not verified: %s", output)
	}
	if !strings.HasSuffix(string(output), "\n<nil>\n<nil>\n") || err != nil {
		t.Errorf("got %v,\n%s", err, output)
	}
}

func TestEnterWithoutAReportIsAnError(t *testing.T) {
	if !hasNobody() {
		t.Skip("not verified: here the program need not be started again")
	}
	if output, _ := nobody().Output(); strings.HasPrefix(string(output), "no:") {
		need.Skip(t, "not verified: %s", output)
	}
	output, err := unprivileged(play("mute")).Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := "false the program was started again in a user namespace and ended without a report: exit status 5\n"; string(output) != want {
		t.Errorf("got %q, want %q", output, want)
	}
}
