package fault

import (
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/need"
	"socketpairs/tools/play"
	"socketpairs/tools/play/playtest"
	"socketpairs/tools/play/process"
	"socketpairs/tools/wire"
)

func TestMain(m *testing.M) { playtest.Main(m) }

// capture plays a fixture's lesson and gives it the packets, which a fixture
// cannot hold.
func capture(t *testing.T, player *play.Player, lesson *book.Lesson) {
	t.Helper()
	result, err := player.Play(t.Context(), lesson, play.Mixes(2)[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	lesson.Run.Trace = wire.Read(result.Packets)
}

// faultCourse loads the servers of the fixture and those that are broken,
// each as a lesson of its own, and builds all with one command.
func faultCourse(t *testing.T) (*play.Player, *book.Book) {
	t.Helper()
	if playtest.NotPrivate != nil {
		need.Skip(t, "faults were not verified: %v", playtest.NotPrivate)
	}
	root, b := playtest.Load(t, "testdata/faults.txtar")
	contents, err := os.ReadFile(filepath.Join(root, "lessons", "contents.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range brokenServers {
		contents = fmt.Appendf(contents, "      - %s\n", broken.id())
		broken.write(t, root, b.Lesson(broken.lesson))
	}
	if err := os.WriteFile(filepath.Join(root, "lessons", "contents.yaml"), contents, 0o644); err != nil {
		t.Fatal(err)
	}
	b = book.Load(os.DirFS(root))
	player := playtest.Player(t, root, true)
	player.Silence = 20 * time.Second
	if err := player.Build(t.Context(), b.Lessons...); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"lines", "datagrams"} {
		capture(t, player, b.Lesson(id))
	}
	return player, b
}

func TestFaults(t *testing.T) {
	playtest.Together(t)
	player, b := faultCourse(t)
	t.Run("a good server survives", func(t *testing.T) {
		for _, id := range []string{"lines", "datagrams"} {
			t.Run(id, func(t *testing.T) { wantFaults(t, player, b.Lesson(id), unrecorded(b.Lesson(id))) })
		}
	})
	t.Run("a good server survives on the loopback", func(t *testing.T) {
		outside := *player
		outside.Private = false
		for _, id := range []string{"lines", "datagrams"} {
			t.Run(id, func(t *testing.T) { wantFaults(t, &outside, b.Lesson(id), b.Lesson(id)) })
		}
	})
	hasty := *player
	hasty.Silence = 3 * time.Second // for a server that never answers
	for _, broken := range brokenServers {
		t.Run("caught: "+broken.how+", in "+broken.language.String(), func(t *testing.T) {
			t.Parallel()
			broken.wantCaught(t, &hasty, b)
		})
	}
}

// wantFaults plays the faults that a lesson survives, as it is or without
// their recordings, as for the first time, and wants what is recorded.
func wantFaults(t *testing.T, player *play.Player, lesson, played *book.Lesson) {
	mixes, err := Mixes(lesson)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range lesson.Run.Survives {
		for _, mix := range mixes {
			t.Run(name+"/"+mix.String(), func(t *testing.T) {
				if player.Private {
					t.Parallel()
				}
				result, err := Play(t.Context(), player, played, mix, name, nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, problem := range append(result.Failures(), result.Compare(lesson.Run.Recording.Fault(name))...) {
					t.Error(problem)
				}
			})
		}
	}
}

// unrecorded returns a lesson without recordings of faults.
func unrecorded(lesson *book.Lesson) *book.Lesson {
	again, run, recording := *lesson, *lesson.Run, *lesson.Run.Recording
	recording.Faults = nil
	run.Recording, again.Run = &recording, &run
	return &again
}

// brokenServer is a server of the fixture with a mistake that one fault shows.
type brokenServer struct {
	lesson, fault string
	language      book.Language
	how           string
	edits         []string // old, new, old, new ...
	want          string   // in what is reported
}

func (s brokenServer) id() string {
	return fmt.Sprintf("%s-%s-%s", s.lesson, s.fault, s.language.Short())
}

// write writes the broken server's snippet folder, as a copy of the good one.
func (s brokenServer) write(t *testing.T, root string, good *book.Lesson) {
	t.Helper()
	from, to := filepath.Join(root, path.Dir(good.Run.Path)), filepath.Join(root, "snippets", s.id())
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	source := string(good.Pair("server").Program(s.language).Source)
	for i := 0; i < len(s.edits); i += 2 {
		if strings.Count(source, s.edits[i]) != 1 {
			t.Fatalf("%s: the server does not hold once: %s", s.id(), s.edits[i])
		}
		source = strings.Replace(source, s.edits[i], s.edits[i+1], 1)
	}
	name := filepath.Join(to, "server", "server."+s.language.Short())
	if err := os.WriteFile(name, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
}

// wantCaught wants that the ordinary run is as recorded, and the fault not.
func (s brokenServer) wantCaught(t *testing.T, player *play.Player, b *book.Book) {
	good, lesson := b.Lesson(s.lesson), unrecorded(b.Lesson(s.id()))
	lesson.Run.Trace = good.Run.Trace
	mix := play.Mix{s.language, book.Go}
	ordinary, err := player.Play(t.Context(), lesson, mix, nil)
	if err != nil {
		t.Fatal(err)
	}
	ordinary.Captured = false // the client's FIN and the answer are on their way at the same time
	for _, problem := range append(ordinary.Failures(), ordinary.Compare(good.Run.Recording)...) {
		t.Error("in an ordinary run:", problem)
	}
	var reports []string
	result, err := Play(t.Context(), player, lesson, mix, s.fault, nil)
	if err != nil {
		reports = append(reports, err.Error())
	} else {
		for _, problem := range append(result.Failures(), result.Compare(good.Run.Recording.Fault(s.fault))...) {
			reports = append(reports, problem.String())
		}
	}
	if !slices.ContainsFunc(reports, func(report string) bool { return strings.Contains(report, s.want) }) {
		t.Errorf("want %q, got %d reports:\n%s", s.want, len(reports), strings.Join(reports, "\n"))
	}
}

// What the edits change in the servers of lines.
const (
	pythonLoop = "while line := reader.readline(LIMIT):"
	goLoop     = "line, err := reader.ReadSlice('\\n')"
	pythonSend = "connection.sendall(text.upper().encode())"
	goSend     = "_, err = conn.Write(bytes.ToUpper(line))"
)

var brokenServers = []brokenServer{
	{"lines", "early-fin", book.Python, "fails without a first byte",
		[]string{pythonLoop, "reader.peek()[0]\n            " + pythonLoop}, "wrote to standard error"},
	{"lines", "early-fin", book.Go, "fails without a first byte",
		[]string{"\tfor {\n\t\tline", "\tfirst, _ := reader.Peek(1)\n\t_ = first[0]\n\tfor {\n\t\tline"}, "ended with exit status 2"},
	{"lines", "reset", book.Python, "fails at a reset",
		[]string{"except ConnectionError:", "except EOFError:"}, "ConnectionResetError"},
	{"lines", "reset", book.Go, "fails at a reset",
		[]string{`fmt.Println(conn.RemoteAddr(), "is lost")`, "panic(err)"}, "connection reset by peer"},
	{"lines", "silent", book.Python, "serves one client at a time",
		[]string{"threading.Thread(target=talk, args=(connection, *address)).start()", "talk(connection, *address)"}, "client neither listened nor ended"},
	{"lines", "silent", book.Go, "serves one client at a time",
		[]string{"go talk(conn)", "talk(conn)"}, "client neither listened nor ended"},
	{"lines", "bytewise", book.Python, "answers the first receive only",
		[]string{pythonLoop, "if line := connection.recv(LIMIT):",
			`if not line.endswith(b"\n"):`, "if not line:", "break", "pass"}, "answers other than an ordinary client"},
	{"lines", "bytewise", book.Go, "answers the first receive only",
		[]string{"reader := bufio.NewReaderSize(conn, limit)", "buffer := make([]byte, limit)",
			goLoop, "n, err := conn.Read(buffer)\n\t\tline := buffer[:n]",
			"err == io.EOF || err == bufio.ErrBufferFull", "len(line) > limit",
			goSend, goSend + "\n\t\t\terr = io.EOF", "\"bufio\"\n", "\n"}, "answers other than an ordinary client"},
	{"lines", "doubled", book.Python, "forgets what follows the first line of a receive",
		[]string{pythonLoop, `while line := b"".join(connection.recv(64).partition(b"\n")[:2]):`}, "answers other than an ordinary client"},
	{"lines", "doubled", book.Go, "forgets what follows the first line of a receive",
		[]string{goLoop, goLoop + "\n\t\treader.Discard(reader.Buffered())"}, "answers other than an ordinary client"},
	{"lines", "overlong", book.Python, "has no limit",
		[]string{"readline(LIMIT)", "readline()"}, "it has no limit"},
	{"lines", "overlong", book.Go, "has no limit",
		[]string{"reader.ReadSlice('\\n')", "reader.ReadBytes('\\n')"}, "it has no limit"},
	{"lines", "not-utf8", book.Python, "fails to decode",
		[]string{`errors="replace"`, ""}, "UnicodeDecodeError"},
	{"lines", "not-utf8", book.Go, "fails to decode",
		[]string{`line = bytes.ToValidUTF8(line, []byte("\uFFFD"))`, "if !utf8.Valid(line) {\n\t\t\t\tpanic(\"not UTF-8\")\n\t\t\t}",
			"\t\"net\"\n", "\t\"net\"\n\t\"unicode/utf8\"\n"}, "panic: not UTF-8"},
	{"lines", "slow-reader", book.Python, "drops what a client does not read",
		[]string{"import socket\n", "import socket\nimport queue\n",
			pythonSend, "with contextlib.suppress(queue.Full):\n                    waiting.put_nowait(text.upper().encode())",
			"        try:", "        waiting = queue.Queue(256)\n        writer = threading.Thread(target=write, args=(connection, waiting))\n        writer.start()\n        try:",
			"            print(f\"{host}:{port} has left\")", "            waiting.put(None)\n            writer.join()\n            print(f\"{host}:{port} has left\")",
			"def talk", "def write(connection, waiting):\n    while data := waiting.get():\n        connection.sendall(data)\n\n\ndef talk"},
		"answers other than an ordinary client"},
	{"lines", "slow-reader", book.Go, "drops what a client does not read",
		[]string{goSend, "select {\n\t\t\tcase waiting <- bytes.ToUpper(line):\n\t\t\tdefault:\n\t\t\t}",
			"\tfor {\n\t\tline", "\twaiting, written := make(chan []byte, 256), make(chan bool)\n\tgo write(conn, waiting, written)\n\tfor {\n\t\tline",
			`fmt.Println(conn.RemoteAddr(), "has left")`, "close(waiting)\n\t\t\t<-written\n\t\t\tfmt.Println(conn.RemoteAddr(), \"has left\")",
			"func talk", "func write(conn net.Conn, waiting chan []byte, written chan bool) {\n\tfor data := range waiting {\n\t\tconn.Write(data)\n\t}\n\tclose(written)\n}\n\nfunc talk"},
		"answers other than an ordinary client"},
	{"lines", "crowd", book.Python, "turns away the fiftieth client",
		[]string{"connection, address = listener.accept()", "connection, address = listener.accept()\n            if threading.active_count() > 49:\n                connection.close()\n                continue"},
		"answers other than an ordinary client"},
	{"lines", "crowd", book.Go, "turns away the fiftieth client",
		[]string{"go talk(conn)", "if runtime.NumGoroutine() > 49 {\n\t\t\tconn.Close()\n\t\t\tcontinue\n\t\t}\n\t\tgo talk(conn)",
			"\t\"net\"\n", "\t\"net\"\n\t\"runtime\"\n"},
		"answers other than an ordinary client"},
	{"datagrams", "empty", book.Python, "fails without a first byte",
		[]string{"if not data:", "if data[0] == 0:"}, "IndexError"},
	{"datagrams", "empty", book.Go, "fails without a first byte",
		[]string{"if n == 0 {", "if buffer[:n][0] == 0 {"}, "index out of range"},
	{"datagrams", "overlong", book.Python, "has too small a buffer",
		[]string{"recvfrom(65535)", "recvfrom(1024)"}, "1024 bytes from"},
	{"datagrams", "overlong", book.Go, "has too small a buffer",
		[]string{"make([]byte, 65535)", "make([]byte, 1024)"}, "1024 bytes from"},
	{"datagrams", "not-utf8", book.Python, "fails to decode",
		[]string{`errors="replace"`, ""}, "UnicodeDecodeError"},
	{"datagrams", "not-utf8", book.Go, "puts another sign in the place of what is not UTF-8",
		[]string{`[]byte("\uFFFD")`, `[]byte("?")`}, "other than recorded"},
}

// TestAReadyLineIsConfirmedAtAFaultToo wants that a server which says that it
// listens, and does not, is found out when a fault is played.
func TestAReadyLineIsConfirmedAtAFaultToo(t *testing.T) {
	player, b := faultCourse(t)
	lesson := b.Lesson("lines")
	player = player.With(func(next play.Starter) play.Starter {
		return func(program play.Program) (*exec.Cmd, error) {
			if program.Program != lesson.Pair("server").Python {
				return next(program)
			}
			return exec.Command(player.Python.Path, "-c", `import socket
with socket.create_server(("127.0.0.1", 8089)) as listener:
    print("listening on 127.0.0.1:8089 and 127.0.0.1:8088", flush=True)
    listener.accept()`), nil
		}
	})
	_, err := Play(t.Context(), player, lesson, play.Mixes(2)[0], "early-fin", nil)
	if want := "but the kernel has no such tcp socket"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestEveryFaultHasItsPeer(t *testing.T) {
	for _, fault := range runfile.Faults() {
		if f := kinds[fault.Name]; (f.stream != nil) != fault.TCP || (f.datagram != nil) != fault.UDP {
			t.Errorf("%s is not played over %s", fault.Name, fault.Over())
		}
	}
}

// TestFaultsThatCannotBePlayed wants a reason that an author understands.
func TestFaultsThatCannotBePlayed(t *testing.T) {
	player, b := faultCourse(t)
	lines, datagrams := b.Lesson("lines"), b.Lesson("datagrams")
	noCapture := unrecorded(lines)
	noCapture.Run.Trace = nil
	elsewhere := unrecorded(lines)
	elsewhere.Run.Recording.Outputs = []book.Output{{Name: "server", Text: "listening on 127.0.0.1:8088\n"}}
	tests := []struct {
		reason string
		lesson *book.Lesson
		fault  string
		want   string
	}{
		{"a fault of TCP against UDP", datagrams, "reset", "no fault reset against a server that speaks udp"},
		{"a fault of UDP against TCP", lines, "empty", "no fault empty against a server that speaks tcp"},
		{"a fault that nobody knows", lines, "flood", "no fault flood"},
		{"no packets are recorded", noCapture, "reset", "lines/run.txtar: faults cannot be played: the peer takes what it sends from the lesson's packets"},
		{"no program listens there", elsewhere, "reset", "no program says that it is listening on 127.0.0.1:8089"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			_, err := Play(t.Context(), player, test.lesson, play.Mixes(2)[0], test.fault, nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestReachableAt(t *testing.T) {
	address := netip.MustParseAddrPort("127.0.0.1:8089")
	for output, want := range map[string]bool{
		"listening on 127.0.0.1:8089\n":                          true,
		"hello\nbound to 0.0.0.0:8089\n":                         true,
		"listening on 127.0.0.1:8080 and 127.0.0.1:8089\n":       true,
		"bound to 127.0.0.1:8089, connected to 127.0.0.2:9157\n": false, // it hears only its peer
		"listening on [::]:8089\n":                               true,
		"listening on 127.0.0.2:8089\n":                          false,
		"listening on 127.0.0.1:8088\n":                          false,
		"connected to 127.0.0.1:8089\n":                          false,
		"listening on port 8089\n":                               false,
	} {
		if got := reachableAt(output, address); got != want {
			t.Errorf("%q: %v, want %v", output, got, want)
		}
	}
}

func TestSection(t *testing.T) {
	start := book.Start{Role: "server", Name: "server"}
	result := &Result{
		Result: play.Result{Lesson: &book.Lesson{Run: &book.Run{}}, Fault: "crowd", Programs: []play.Printed{
			{Start: start, Output: process.Output{Stdout: "listening on 127.0.0.1:8089\nin 127.0.0.1:40001\nout\nin 127.0.0.1:40002\nout\n\nend"}}}},
		kind:   kinds["crowd"],
		before: map[string]int{"server": 5},
		notes:  []note{{"opened 2 connections", false}, {"left", true}},
	}
	var talks []wire.Conversation
	for _, port := range []uint16{40001, 40002} {
		client := netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port)
		talks = append(talks, wire.Conversation{Protocol: wire.TCP, Client: client})
	}
	result.ports = wire.NamePorts(talks, wire.LinuxPorts())
	const want = `server| listening on 127.0.0.1:8089
server (2 times)| in 127.0.0.1:{port}
server (2 times)| out
peer| opened 2 connections

server|
server| end (without a line end)
peer| left
`
	section := result.Section()
	if section != want {
		t.Errorf("got\n%s\nwant\n%s", section, want)
	}
	g := readGuide(section)
	if !g.known || g.ended || g.lines["server"] != 5 {
		t.Errorf("read as %+v", g)
	}
	result.ended = true
	if g := readGuide(result.Section()); !g.ended {
		t.Errorf("read as %+v", g)
	}
	if g := readGuide(""); g.known {
		t.Errorf("nothing was read as %+v", g)
	}
}

func TestAmount(t *testing.T) {
	for data, want := range map[string]string{
		"":                      "nothing",
		"hello\n":               `6 bytes: "hello\n"`,
		"\xff안녕":                `7 bytes: "\xff안녕"`,
		strings.Repeat("x", 65): `65 bytes, first: "` + strings.Repeat("x", 64) + `"`,
		strings.Repeat("x", 50) + "127.0.0.1:54321.": `66 bytes, first: "` + strings.Repeat("x", 50) + `"`,
	} {
		if got := amount([]byte(data)); got != want {
			t.Errorf("%q: %s, want %s", data, got, want)
		}
	}
}
