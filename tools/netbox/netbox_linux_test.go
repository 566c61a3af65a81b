package netbox_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"socketpairs/tools/need"
	"socketpairs/tools/netbox"
)

const address = "127.0.0.1:8089"

// box runs fn in a box; on a machine that has none it leaves the test out.
func box(t *testing.T, fn func(*netbox.Box) error) {
	t.Helper()
	err := netbox.Do(fn)
	if errors.Is(err, netbox.ErrUnavailable) {
		need.Skip(t, "private networks not verified: %v", err)
	}
	if err != nil {
		t.Error(err)
	}
}

func TestDo(t *testing.T) {
	t.Run("two boxes listen on the same address at once", func(t *testing.T) {
		box(t, func(*netbox.Box) error {
			first, err := net.Listen("tcp", address)
			if err != nil {
				return err
			}
			defer first.Close()
			return netbox.Do(func(*netbox.Box) error {
				second, err := net.Listen("tcp", address)
				if err != nil {
					return err
				}
				return second.Close()
			})
		})
	})
	t.Run("fifty boxes at once", func(t *testing.T) {
		for range 50 {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				box(t, func(*netbox.Box) error {
					listener, err := net.Listen("tcp", address)
					if err != nil {
						return err
					}
					return listener.Close()
				})
			})
		}
	})
	t.Run("no box is on the main thread, which would keep its namespace", func(t *testing.T) {
		box(t, func(*netbox.Box) error { return nil })
		program := play("main thread")
		program.Env = append(program.Env, "GOMAXPROCS=1") // or it would be by chance
		if output, err := program.Output(); err != nil || string(output) != "on another thread\n" {
			t.Errorf("%s (%v)", output, err)
		}
	})
	t.Run("a started program is inside", func(t *testing.T) {
		box(t, func(b *netbox.Box) error {
			listener := play("listen")
			stdin, stdout, err := start(listener)
			if err != nil {
				return err
			}
			defer listener.Wait()
			defer stdin.Close()
			if line, err := stdout.ReadString('\n'); err != nil {
				return fmt.Errorf("listener said %q: %w", line, err)
			}
			sockets, err := b.Sockets()
			if err != nil {
				return err
			}
			_, err = find(sockets, "tcp", address)
			return err
		})
	})
	t.Run("the interface has Ethernet's MTU and both loopback addresses", func(t *testing.T) {
		box(t, func(*netbox.Box) error {
			lo, err := net.InterfaceByName("lo")
			if err != nil {
				return err
			}
			addresses, err := lo.Addrs()
			if lo.MTU != netbox.MTU || fmt.Sprint(addresses) != "[127.0.0.1/8 ::1/128]" {
				t.Errorf("MTU %d, addresses %v", lo.MTU, addresses)
			}
			return err
		})
	})
	t.Run("nothing outlives the box, whoever is its parent", func(t *testing.T) {
		var output io.Reader
		program := exec.Command("sh", "-c", "sleep 70 & setsid sleep 71 & echo started")
		box(t, func(b *netbox.Box) error {
			stdin, stdout, err := start(program)
			if err != nil {
				return err
			}
			defer stdin.Close()
			output = stdout
			line, err := stdout.ReadString('\n')
			for began := time.Now(); err == nil && len(b.Orphans()) < 2; {
				if time.Since(began) > patience {
					return fmt.Errorf("after %q, orphans: %v", line, b.Orphans())
				}
			}
			return err
		})
		if output != nil { // all of them have it open
			if rest, err := io.ReadAll(output); err != nil || len(rest) > 0 {
				t.Errorf("read %q, %v", rest, err)
			}
			program.Wait()
		}
	})
	t.Run("boxes leave no descriptor open", func(t *testing.T) {
		count := func() int {
			descriptors, err := os.ReadDir("/proc/self/fd")
			if err != nil {
				t.Fatal(err)
			}
			return len(descriptors)
		}
		box(t, func(*netbox.Box) error { return nil })
		before := count()
		for range 20 {
			box(t, func(*netbox.Box) error { return nil })
		}
		// The first process of the last one may still be waited for.
		if after := count(); after > before+10 {
			t.Errorf("%d descriptors before, %d after 20 boxes", before, after)
		}
	})
	t.Run("the box ends with the function", func(t *testing.T) {
		var thread int
		box(t, func(*netbox.Box) error {
			thread = syscall.Gettid()
			return nil
		})
		box(t, func(*netbox.Box) error {
			if syscall.Gettid() == thread {
				return errors.New("a second box runs on the first one's thread")
			}
			return nil
		})
	})
}

func TestDoReturns(t *testing.T) {
	failure := errors.New("failure")
	box(t, func(*netbox.Box) error { return nil }) // skips where there are no boxes
	for _, test := range []struct {
		name string
		fn   func(*netbox.Box) error
		want string
	}{
		{"the function's error", func(*netbox.Box) error { return failure }, "failure"},
		{"an error for a panic", func(*netbox.Box) error { panic("alarm") }, "panic in the box: alarm"},
		{"an error for Goexit", func(*netbox.Box) error { runtime.Goexit(); return nil }, "Goexit"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := netbox.Do(test.fn)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

// start starts the program and gives access to its input and output.
func start(program *exec.Cmd) (io.WriteCloser, *bufio.Reader, error) {
	stdin, err := program.StdinPipe()
	if err != nil {
		return nil, nil, err
	}
	stdout, err := program.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := stdout.(*os.File).SetReadDeadline(time.Now().Add(patience)); err != nil {
		return nil, nil, err
	}
	return stdin, bufio.NewReader(stdout), program.Start()
}

// patience is how long a test waits for what should happen at once.
const patience = 10 * time.Second
