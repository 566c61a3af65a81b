package play_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"testing"

	"socketpairs/tools/book"
	"socketpairs/tools/netbox"
	"socketpairs/tools/play"
	"socketpairs/tools/play/playtest"
)

// endless is the environment variable that makes the test binary play programs
// without an end, which are below the folder that it names.
const endless = "PLAY_TEST_ENDLESS"

// playEndless plays in a private network if there is an argument, else on the
// loopback, and passes on what the program prints.
func playEndless(root string) {
	private := len(os.Args) > 1
	var err error
	if private {
		err = netbox.Enter()
	}
	player, failure := play.NewPlayer(context.Background(), root, private)
	if err == nil && failure == nil {
		lesson := book.Load(os.DirFS(root)).Lesson("endless")
		mix := play.Mix{book.Python} // which starts another one
		if !private {
			mix = play.Mix{book.Go}
			failure = player.Build(context.Background(), lesson)
		}
		_, err = player.Play(context.Background(), lesson, mix, func(l play.Line) { fmt.Println(l.Text) })
	}
	fmt.Println(err, failure)
	os.Exit(1)
}

// TestNothingOutlivesAKill kills what plays. In a private network all programs
// go with it; on the loopback those that it has started itself do.
func TestNothingOutlivesAKill(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "freebsd" {
		t.Skip("here programs may outlive a tool that is killed")
	}
	root, _ := playtest.Load(t, "testdata/endless.txtar")
	playtest.Modes(t, func(t *testing.T, private bool) {
		playtest.Player(t, root, private) // skips where there is no Python
		command := exec.Command(os.Args[0])
		if private {
			command.Args = append(command.Args, "private")
		}
		command.Env = append(os.Environ(), endless+"="+root)
		output, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		var programs pids
		lines := bufio.NewScanner(output)
		for started := map[bool]int{true: 2, false: 1}[private]; len(programs.all) < started && lines.Scan(); {
			programs.note(play.Line{Text: lines.Text()})
		}
		command.Process.Kill()
		command.Wait()
		programs.wantGone(t)
	})
}
