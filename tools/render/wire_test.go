package render_test

import (
	"bytes"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"socketpairs/tools/book"
	"socketpairs/tools/render"
	"socketpairs/tools/wire"
)

const capturePath = "snippets/greeting/run.pcapng"

// courseWith returns the fixture with other packets of the greeting; without
// any if they are nil.
func courseWith(t *testing.T, capture []byte) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS("testdata/course")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if files[capturePath].Data = capture; capture == nil {
		delete(files, capturePath)
	}
	return files
}

// withCapture renders the fixture with other packets of the greeting.
func withCapture(t *testing.T, capture []byte) (map[string][]byte, error) {
	t.Helper()
	return render.Site(book.Load(courseWith(t, capture)), os.DirFS("theme"))
}

// wireCell returns the wire cell of the fixture's page.
func wireCell(t *testing.T, files map[string][]byte) *html.Node {
	t.Helper()
	cells := byID(parsePage(t, files["greeting.html"]), "cell-wire")
	if len(cells) != 1 {
		t.Fatalf("%d wire cells", len(cells))
	}
	return cells[0]
}

// texts returns the text of each element below a node with a tag.
func texts(root *html.Node, tag string) []string {
	var all []string
	for _, n := range elements(root, func(n *html.Node) bool { return n.Data == tag }) {
		all = append(all, strings.TrimSpace(textOf(n)))
	}
	return all
}

var time3 = regexp.MustCompile(`^\d+\.\d{3}$`)

func timesOf(texts []string) []string {
	var times []string
	for _, text := range texts {
		if time3.MatchString(text) {
			times = append(times, text)
		}
	}
	return times
}

func TestEachPacketHasARowWithItsPayload(t *testing.T) {
	course, files := fixture(t)
	cell := wireCell(t, files)
	if got, want := len(timesOf(texts(cell, "td"))), len(course.Lesson("greeting").Run.Trace.Segments); got != want || want < 8 {
		t.Errorf("%d rows for %d segments", got, want)
	}
	for _, payload := range []string{"hello <&>", "hello <&>!"} {
		if got := texts(cell, "b"); !slices.Contains(got, payload) {
			t.Errorf("the ladder has not got the payload %q, but %q", payload, got)
		}
	}
}

func TestPayloadsAreEscaped(t *testing.T) {
	_, files := fixture(t)
	page := string(files["greeting.html"])
	if strings.Contains(page, "hello <&>") || strings.Count(page, "hello &lt;&amp;&gt;!<") < 2 {
		t.Error("a payload is not escaped, or is not there")
	}
}

func TestTheDownloadIsTheCapture(t *testing.T) {
	course, files := fixture(t)
	if want := course.Lesson("greeting").Run.Capture; len(want) == 0 || !bytes.Equal(files[capturePath], want) {
		t.Errorf("%s has %d bytes, want %d", capturePath, len(files[capturePath]), len(want))
	}
}

func TestALessonWithoutACaptureSaysSo(t *testing.T) {
	files, err := withCapture(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	cell := wireCell(t, files)
	if text := textOf(cell); !strings.Contains(text, "is not recorded yet.") || len(texts(cell, "svg")) > 0 {
		t.Errorf("got %q", text)
	}
	if files[capturePath] != nil {
		t.Error("a download of nothing")
	}
}

func TestACaptureWithoutPacketsSaysSo(t *testing.T) {
	course := courseWith(t, pcapng(t, nil))
	lesson := course["lessons/greeting.md"]
	before, rest, _ := strings.Cut(string(lesson.Data), "```demux")
	_, after, _ := strings.Cut(rest, "```")
	lesson.Data = []byte(before + after)
	files, err := render.Site(book.Load(course), os.DirFS("theme"))
	if err != nil {
		t.Fatal(err)
	}
	if text := textOf(wireCell(t, files)); !strings.Contains(text, "Nothing went over the wire.") {
		t.Errorf("got %q", text)
	}
}

func TestADemuxCellNamesOnlyWhatWasCaptured(t *testing.T) {
	files, err := withCapture(t, pcapng(t, nil))
	if err == nil {
		t.Fatal("no error")
	}
	if !strings.Contains(err.Error(), "lessons/greeting.md:48: no segment with data from 127.0.0.1:{port 1} to 127.0.0.1:8089 in "+capturePath) || files != nil {
		t.Errorf("got %v", err)
	}
}

func TestALongCaptureIsCut(t *testing.T) {
	course, _ := fixture(t)
	packets, err := wire.ReadPcapng(bytes.NewReader(course.Lesson("greeting").Run.Capture))
	if err != nil {
		t.Fatal(err)
	}
	once := len(packets)
	for range 9 {
		packets = append(packets, packets[:once]...)
	}
	files, err := withCapture(t, pcapng(t, packets))
	if err != nil {
		t.Fatal(err)
	}
	cell := wireCell(t, files)
	if drawn := timesOf(texts(cell, "td")); len(drawn) != 60 {
		t.Errorf("%d rows for %d packets", len(drawn), len(packets))
	}
	if text := textOf(cell); !strings.Contains(text, "40 more packets are in the download.") {
		t.Errorf("nothing says that there are more: %s", text)
	}
}

func pcapng(t *testing.T, packets []wire.Packet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := wire.WritePcapng(&b, packets); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestEachSegmentOfTheFigureCanBeFocused is about the demux cell: it says in
// text what it shows, segment by segment.
func TestEachSegmentOfTheFigureCanBeFocused(t *testing.T) {
	_, files := fixture(t)
	cell := byID(parsePage(t, files["greeting.html"]), "cell-demux")[0]
	drawn := elements(cell, func(n *html.Node) bool {
		return strings.HasPrefix(attribute(n, "aria-label"), "Reaches ") && attribute(n, "tabindex") == "0"
	})
	if len(drawn) != 2 {
		t.Fatalf("%d segments drawn, want 2", len(drawn))
	}
	for i, ends := range []string{"from 127.0.0.1:{port 1}to 127.0.0.1:8089", "from 127.0.0.1:8089to 127.0.0.1:{port 1}"} {
		if text := textOf(drawn[i]); !strings.Contains(text, ends) || !strings.Contains(text, "All four numbers match ") {
			t.Errorf("segment %d says %q", i+1, text)
		}
	}
}
