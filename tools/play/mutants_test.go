package play_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"socketpairs/tools/book"
	"socketpairs/tools/need"
	"socketpairs/tools/play"
	"socketpairs/tools/play/fault"
	"socketpairs/tools/play/playtest"
)

// mutant is one deliberate change to a real program.
type mutant struct {
	what       string
	path       string // below snippets/
	old, new   string
	equivalent string // why nothing can tell the change; empty if it must be caught
}

// mutants are changes that a careless author might make in one language only.
var mutants = []mutant{
	// What is printed.
	{"a word of the output", "first-connection/client/client.py", `f"sent {len`, `f"posted {len`, ""},
	{"a quoted string", "first-connection/server/server.go", `bytes: %s\n`, `bytes: %q\n`, ""},
	{"a last line less", "first-connection/client/client.go", `fmt.Printf("sent %d bytes\n", n)`, "fmt.Print()\n\t_ = n", ""},
	{"a line to standard error", "first-response/client/client.go", `fmt.Printf("reply`, "println(\"done\")\n\tfmt.Printf(\"reply", ""},
	{"a warning to standard error", "first-connection/client/client.py", "import socket", "import socket\nimport sys\nprint('x', file=sys.stderr)", ""},
	{"another exit status", "first-connection/client/client.py", "import socket", "import atexit\nimport os\nimport socket\natexit.register(lambda: os._exit(3))", ""},
	{"the whole buffer", "first-connection/server/server.go", "buf[:n])", "buf)", ""},
	{"characters counted, not bytes", "first-response/server/server.py", `    "/index.html": "Hello from socket pairs",`, `    "/index.html": "Hello from söcket pairs",`, ""},
	{"a space at a line's end", "first-response/server/server.py", "bytes: {page}\")", "bytes: {page} \")", ""},

	// What is sent.
	{"one byte more", "first-connection/client/client.py", `b"GET /index.html"`, `b"GET /index.html\n"`, ""},
	{"one byte other", "first-connection/client/client.go", `"GET /index.html"`, `"GET /index.htmL"`, ""},
	{"a reply in capitals", "first-response/server/server.go", "io.WriteString(conn, page)", "io.WriteString(conn, strings.ToUpper(page))", ""},
	{"CRLF for LF", "first-response/client/client.py", `{PATH}\n`, `{PATH}\r\n`, ""},
	{"CRLF for LF, trimmed by the server", "first-response/client/client.go", `"GET %s\n"`, `"GET %s\r\n"`, ""},
	{"a tab for a space", "first-response/client/client.go", `"GET %s\n"`, `"GET\t%s\n"`, ""},
	{"a line end after the reply", "first-response/server/server.py", "reply = page.encode()", `reply = page.encode() + b"\n"`, ""},
	{"the reply twice", "first-response/server/server.py", "connection.sendall(reply)", "connection.sendall(reply)\n        connection.sendall(reply)", ""},
	{"a second request", "first-response/client/client.py", "connection.sendall(f\"GET {PATH}\\n\".encode())", "connection.sendall(f\"GET {PATH}\\nGET {PATH}\\n\".encode())", ""},
	{"no request", "first-response/client/client.go", "// 3. Receive", "conn.(*net.TCPConn).CloseWrite()\n\n\t// 3. Receive", ""},
	{"a byte less", "first-connection/client/client.go", "[]byte(request)", "[]byte(request[1:])", ""},

	// How it is received.
	{"a smaller buffer", "first-connection/server/server.py", "recv(64)", "recv(8)", ""},
	{"only the first piece", "first-response/client/client.py", "while piece := connection.recv(1024):\n        reply += piece", "reply += connection.recv(7)", ""},
	{"a byte lost", "first-response/client/client.py", "reply += piece", "reply += piece[1:]", ""},

	// How connections begin and end.
	{"RST for FIN", "first-connection/client/client.go", "defer conn.Close()", "conn.(*net.TCPConn).SetLinger(0)\n\tdefer conn.Close()", ""},
	{"RST for FIN at the server", "first-response/server/server.py", "    with connection, connection", "    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b\"\\1\\0\\0\\0\\0\\0\\0\\0\")\n    with connection, connection", ""},
	{"a connection more", "first-connection/client/client.py", "# 2. Connect", "socket.create_connection((HOST, PORT)).close()\n    # 2. Connect", ""},
	{"another address of the client", "first-response/client/client.py", "create_connection((HOST, PORT))", "create_connection((HOST, PORT), source_address=(\"127.0.0.5\", 0))", ""},
	{"a chosen port of the client", "first-response/client/client.py", "create_connection((HOST, PORT))", "create_connection((HOST, PORT), source_address=(\"127.0.0.1\", 9157))", ""},
	{"another port", "first-connection/server/server.go", "127.0.0.1:8089", "127.0.0.1:8090", ""},
	{"never closed, never ended", "first-connection/server/server.py", "            break", "            listener.accept()", ""},
	{"closed before the answer", "first-response/server/server.go", "// 4. Respond", "conn.Close()\n\t// 4. Respond", ""},
	{"an answer to nobody", "first-response/server/server.go", "n, err := io.WriteString(conn, page)", "n, err := io.WriteString(io.Discard, page)", ""},
	{"a second answer to wait for", "first-response/client/client.go", "// 3. Receive", "if _, err := conn.Read(make([]byte, 1)); err != nil {\n\t\tlog.Fatal(err)\n\t}\n\n\t// 3. Receive", ""},

	// What only lessons about it can tell.
	{"one client at a time", "many-clients/server/server.py", "if IN_TURN:", "if True:", ""},
	{"one client at a time, in Go", "many-clients/server/server.go", "go serve(", "serve(", ""},
	{"an answer before the end of the input", "half-close/server/server.py", "while piece :=", "if piece :=", ""},
	{"an answer before the end of the input, in Go", "half-close/server/server.go", "if err == io.EOF {", "if n > 0 || err == io.EOF {", ""},
	{"no end of the input", "half-close/client/client.py", "connection.shutdown(socket.SHUT_WR)", "pass", ""},
	{"two datagrams for one", "udp-messages/client/client.py", `in b"one", b"two",`, `in b"one", b"one", b"two",`, ""},
	{"one datagram in two", "udp-messages/client/client.py", `b"two", b""`, `b"tw", b"o", b""`, ""},
	{"a length in the wrong order", "framing/client/client.py", `"!I"`, `"<I"`, ""},
	{"a length of characters", "framing/client/client.py", "len(data)) + data", "len(message)) + data", ""},
	{"header and body swapped", "http-by-hand/server/server.py", "sendall(head.encode() + body)", "sendall(body + head.encode())", ""},
	{"a length of characters in HTTP", "http-by-hand/server/server.py", "Content-Length: {len(body)}", "Content-Length: {len(page)}", ""},
	{"a refused client who is not told", "framing/server/server.go", "fmt.Fprintln(conn, size)", "_ = conn", ""},
	{"a limit one byte lower", "framing/server/server.py", "size > LIMIT", "size >= LIMIT", ""},
	{"a limit one byte lower, in Go", "framing/server/server.go", "size > limit", "size >= limit", ""},
	{"an end right after the length taken for one before it", "framing/server/server.py", "return read_exactly(reader, size)", "return reader.read(size) or None", ""},
	{"an end right after the length taken for one before it, in Go", "framing/server/server.go", "err = io.ErrUnexpectedEOF", "err = io.EOF", ""},

	// What only a fault can tell.
	{"a failed answer passed over", "framing/server/server.py", `                connection.sendall(b"got`, `                with contextlib.suppress(OSError):
                    connection.sendall(b"got`, ""},
	{"a failed answer passed over, in Go", "framing/server/server.go", "if _, err := io.WriteString(conn, reply); err != nil {\n\t\t\treturn err\n\t\t}", "io.WriteString(conn, reply)", ""},
	{"a failed echo passed over", "echo/server/server.py", "            connection.sendall(piece)", "            with suppress(OSError):\n                connection.sendall(piece)", ""},

	// What nothing can tell.
	{"no explicit close before the end", "first-connection/client/client.go", "\tdefer conn.Close()\n", "", "the kernel closes the sockets of a process that ends: the same FIN"},
	{"one write in two pieces", "first-connection/client/client.py", "connection.sendall(REQUEST)", "connection.sendall(REQUEST[:4])\n    connection.sendall(REQUEST[4:])", "TCP is a stream: where it is cut is not a part of it (the server's one receive may then get less: a race that the lesson names, so this one is not played)"},
	{"a larger backlog", "first-connection/server/server.py", "listen(5)", "listen(50)", "one client never waits in the queue"},
	{"Nagle's algorithm off", "first-response/client/client.py", "# 2. Send one", "connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)\n    # 2. Send one", "one write in each direction: nothing to hold back"},
}

// TestMutants plays every mutant and wants it caught, unless it is truly
// equivalent: then it must not be.
func TestMutants(t *testing.T) {
	if playtest.NotPrivate != nil {
		need.Skip(t, "the suite was not tried with mutants, which need the wire: %v", playtest.NotPrivate)
	}
	playtest.Together(t)
	root, b := breed(t)
	player := playtest.Player(t, root, true)
	player.Silence = 4 * time.Second // for mutants that hang
	if err := player.Build(t.Context(), b.Lessons...); err != nil {
		t.Fatal(err)
	}
	var caught, equivalent atomic.Int32
	t.Run("all", func(t *testing.T) {
		for i, m := range mutants {
			t.Run(m.what+" in "+strings.ReplaceAll(m.path, "/", " "), func(t *testing.T) {
				t.Parallel()
				if strings.Contains(m.equivalent, "not played") {
					equivalent.Add(1)
					return
				}
				symptom := m.symptom(t, player, b.Lesson(mutantID(i)))
				switch {
				case symptom == "" && m.equivalent == "":
					t.Error("not caught")
				case symptom != "" && m.equivalent != "":
					t.Errorf("should make no difference (%s), but:\n%s", m.equivalent, symptom)
				case symptom != "":
					caught.Add(1)
					t.Logf("caught: %s", symptom)
				default:
					equivalent.Add(1)
				}
			})
		}
	})
	t.Logf("%d mutants: %d caught, %d equivalent", len(mutants), caught.Load(), equivalent.Load())
}

func mutantID(i int) string { return fmt.Sprintf("mutant-%d", i) }

// breed makes a course with one lesson for each mutant: a copy of the real
// one with one change.
func breed(t *testing.T) (root string, b *book.Book) {
	t.Helper()
	root = t.TempDir()
	contents := "title: Mutants\nparts:\n  - title: All\n    intro: All.\n    lessons:\n"
	for i, m := range mutants {
		contents += "      - " + mutantID(i) + "\n"
		lesson, file, _ := strings.Cut(m.path, "/")
		folder := filepath.Join(root, "snippets", mutantID(i))
		if err := os.CopyFS(folder, os.DirFS(filepath.Join("../../snippets", lesson))); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(folder, filepath.FromSlash(file))
		text, err := os.ReadFile(name)
		if err != nil || bytes.Count(text, []byte(m.old)) == 0 {
			t.Fatalf("%s does not hold %q (%v)", m.path, m.old, err)
		}
		if err := os.WriteFile(name, bytes.Replace(text, []byte(m.old), []byte(m.new), 1), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(root, "lessons"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "lessons", "contents.yaml"), []byte(contents), 0o644); err != nil {
		t.Fatal(err)
	}
	return root, book.Load(os.DirFS(root))
}

// rounds is how often a mutant is played before it counts as not caught: an
// answer that comes too early may come late enough by chance.
const rounds = 25

// symptom plays a mutant, and returns the first thing that is wrong, in one
// line.
func (m mutant) symptom(t *testing.T, player *play.Player, lesson *book.Lesson) string {
	if m.equivalent != "" {
		return m.symptomOnce(t, player, lesson)
	}
	for range rounds {
		if symptom := m.symptomOnce(t, player, lesson); symptom != "" {
			return symptom
		}
	}
	return ""
}

// symptomOnce plays the mixes that hold the changed program once, then the
// faults that the lesson's server survives.
func (m mutant) symptomOnce(t *testing.T, player *play.Player, lesson *book.Lesson) string {
	for _, mix := range play.Mixes(len(lesson.Run.Roles())) {
		if !m.isIn(lesson, mix) {
			continue
		}
		result, err := player.Play(t.Context(), lesson, mix, nil)
		if err != nil {
			return firstLine(err.Error())
		}
		if symptom := first(append(result.Failures(), result.Compare(lesson.Run.Recording)...)); symptom != "" {
			return symptom
		}
	}
	return m.symptomOfFault(t, player, lesson)
}

func (m mutant) symptomOfFault(t *testing.T, player *play.Player, lesson *book.Lesson) string {
	for _, name := range lesson.Run.Survives {
		mixes, err := fault.Mixes(lesson)
		if err != nil {
			t.Fatal(err)
		}
		for _, mix := range mixes {
			if !m.isIn(lesson, mix) {
				continue
			}
			result, err := fault.Play(t.Context(), player, lesson, mix, name, nil)
			if err != nil {
				return firstLine(err.Error())
			}
			if symptom := first(append(result.Failures(), result.Compare(lesson.Run.Recording.Fault(name))...)); symptom != "" {
				return "fault " + name + ": " + symptom
			}
		}
	}
	return ""
}

// isIn reports whether a mix plays the changed program.
func (m mutant) isIn(lesson *book.Lesson, mix play.Mix) bool {
	role := strings.Split(m.path, "/")[1]
	return mix.Language(lesson, role).Short() == strings.TrimPrefix(filepath.Ext(m.path), ".")
}

// first returns the first of the problems in one line; empty if there is none.
func first(problems []book.Problem) string {
	if len(problems) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(problems[0].Message), " ")
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
