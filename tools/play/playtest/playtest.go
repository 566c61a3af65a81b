// Package playtest is what the tests of package play, and of those that play
// on its stage, have in common: it finds out what this machine can do, and
// loads fixtures. It is for tests alone. Begin at [Main].
package playtest

import (
	"errors"
	"flag"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"testing"

	"golang.org/x/tools/txtar"

	"socketpairs/tools/book"
	"socketpairs/tools/need"
	"socketpairs/tools/netbox"
	"socketpairs/tools/play"
)

// NotPrivate says why runs have no network of their own; nil if they have.
var NotPrivate error

var onLoopback = flag.Bool("loopback", false, "play on the real loopback, as where no private network is to be had")

// Main is the TestMain of a package whose tests play runs.
func Main(m *testing.M) {
	flag.Parse()
	playTogether()
	NotPrivate = errors.New("the flag -loopback says so")
	if !*onLoopback {
		NotPrivate = netbox.Enter()
	}
	os.Exit(m.Run())
}

// playTogether lets several runs share a processor, unless -parallel says
// otherwise: a run waits for most of its time.
func playTogether() {
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if given {
		return
	}
	if err := flag.Set("test.parallel", strconv.Itoa(4*runtime.GOMAXPROCS(0))); err != nil {
		panic(err) // the testing package has that flag
	}
}

// Together lets a test run beside others where each run has a network of its
// own.
func Together(t *testing.T) {
	t.Helper()
	if NotPrivate == nil {
		t.Parallel()
	}
}

// Player makes a player for the programs below a folder.
func Player(t testing.TB, root string, private bool) *play.Player {
	t.Helper()
	player, err := play.NewPlayer(t.Context(), root, private)
	if err != nil {
		need.Skip(t, "no pair was played: %v", err)
	}
	return player
}

// Modes calls a test for each of the two ways in which runs are kept apart.
func Modes(t *testing.T, test func(t *testing.T, private bool)) {
	t.Run("on a private network", func(t *testing.T) {
		if NotPrivate != nil {
			need.Skip(t, "runs on a private network were not verified: %v", NotPrivate)
		}
		test(t, true)
	})
	t.Run("on the loopback", func(t *testing.T) { test(t, false) })
}

// section is the marker of a section in a fixture's run file.
var section = regexp.MustCompile(`(?m)^\+\+ (.+) \+\+$`)

// Load writes a fixture's programs to a folder and loads them as a course.
// The fixtures are scripts and programs without lessons.
func Load(t testing.TB, fixture string) (root string, b *book.Book) {
	t.Helper()
	root = t.TempDir()
	archive, err := txtar.ParseFile(fixture)
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range archive.Files {
		archive.Files[i].Data = section.ReplaceAll(file.Data, []byte("-- $1 --"))
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(root, files); err != nil {
		t.Fatal(err)
	}
	return root, book.Load(os.DirFS(root))
}
