package book

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book/runfile"
)

// TestArrowsWhenTheRecordingIsFresh wants a false arrow to be found, but not
// after a change to a program: what it does now is not recorded yet.
func TestArrowsWhenTheRecordingIsFresh(t *testing.T) {
	root := fstest.MapFS{}
	if err := fillFrom(root, "../render/testdata/course"); err != nil {
		t.Fatal(err)
	}
	const text = "lessons/greeting.md"
	edit(t, root, text, "client 2 -> server 4 : 9 bytes", "client 2 -> server 4 : 8 bytes")
	if got := texts(Load(root).CheckSources()); len(got) != 1 || !strings.Contains(got[0], "the packets do not show this") {
		t.Errorf("of a recording that is fresh: %q", got)
	}
	root["snippets/greeting/client/client.py"].Data = append(root["snippets/greeting/client/client.py"].Data, "# The end.\n"...)
	if got := texts(Load(root).CheckSources()); len(got) > 0 {
		t.Errorf("of a recording that is stale: %q", got)
	}
}

// TestWireIsTheCapture wants a section wire that is not what the packets say to
// be found, and packets that are gone or damaged.
func TestWireIsTheCapture(t *testing.T) {
	const run, capture = "snippets/greeting/run.txtar", "snippets/greeting/run.pcapng"
	for want, change := range map[string]func(root fstest.MapFS){
		"": func(fstest.MapFS) {},
		run + ":1: the section wire is not what run.pcapng holds": func(root fstest.MapFS) {
			reseal(t, root, func(rec *Recording) { rec.Wire = strings.Replace(rec.Wire, "hello", "hallo", 1) })
		},
		run + ":1: the section wire is there, and run.pcapng is not": func(root fstest.MapFS) {
			delete(root, capture)
			reseal(t, root, func(rec *Recording) {
				rec.Sources = slices.DeleteFunc(rec.Sources, func(s SourceHash) bool { return s.Path == runfile.CaptureName })
			})
		},
		run + ":1: recorded with run.pcapng, which is gone": func(root fstest.MapFS) { delete(root, capture) },
		capture + ":1: changed since it was recorded":       func(root fstest.MapFS) { root[capture].Data = []byte("x") },
		capture + ":1: read pcapng":                         func(root fstest.MapFS) { root[capture].Data = []byte("x") },
	} {
		root := fstest.MapFS{}
		if err := fillFrom(root, "../render/testdata/course"); err != nil {
			t.Fatal(err)
		}
		change(root)
		got := texts(Load(root).Lesson("greeting").Stale())
		if want == "" && len(got) > 0 || want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("want %q, got\n%s", want, strings.Join(got, "\n"))
		}
	}
}

// reseal changes the recording of the lesson greeting, and seals it anew.
func reseal(t *testing.T, root fstest.MapFS, change func(*Recording)) {
	t.Helper()
	run := Load(root).Lesson("greeting").Run
	change(run.Recording)
	text, err := run.Format()
	if err != nil {
		t.Fatal(err)
	}
	root[run.Path].Data = text
}

func TestUnrecorded(t *testing.T) {
	root := course(t)
	if got := len(Load(root).Lesson("hello").Unrecorded()); got != 4 {
		t.Errorf("of a lesson that was never recorded: %d programs, want 4", got)
	}
	record(t, root)
	edit(t, root, serverPy, "64", "65")
	got := Load(root).Lesson("hello").Unrecorded()
	if len(got) != 1 || got[0].Path != serverPy {
		t.Errorf("after a change of %s: %v", serverPy, got)
	}
}

// TestStaleOfACopy wants a lesson with another recording than the file's to be
// judged by that.
func TestStaleOfACopy(t *testing.T) {
	root := course(t)
	record(t, root)
	lesson := *Load(root).Lesson("hello")
	run := *lesson.Run
	run.Recording, lesson.Run = nil, &run
	if got := texts(lesson.Stale()); len(got) != 1 || !strings.Contains(got[0], "nothing is recorded yet") {
		t.Errorf("got %q", got)
	}
}
