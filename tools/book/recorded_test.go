package book

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// record writes a recording of each lesson of a course, in which every program
// says "ready", and a recording of faults for the first lesson.
func record(t *testing.T, root fstest.MapFS, faults ...string) {
	t.Helper()
	for i, lesson := range Load(root).Lessons {
		rec := &Recording{Date: "2026-11-23", System: "Linux 6.18", Python: "3.11.7", Go: "1.26.8", Sources: lesson.SourceHashes(nil)}
		for _, start := range lesson.Run.Starts() {
			rec.Outputs = append(rec.Outputs, Output{Name: start.Name, Text: "ready\n"})
		}
		for _, fault := range faults {
			if i == 0 {
				rec.Faults = append(rec.Faults, Output{Name: fault, Text: "peer| something\n"})
			}
		}
		lesson.Run.Recording = rec
		text, err := lesson.Run.Format()
		if err != nil {
			t.Fatal(err)
		}
		root[lesson.Run.Path].Data = text
	}
}

// edit replaces text in a file of a course.
func edit(t *testing.T, root fstest.MapFS, name, old, new string) {
	t.Helper()
	if !strings.Contains(string(root[name].Data), old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	root[name].Data = []byte(strings.Replace(string(root[name].Data), old, new, 1))
}

// TestStale changes a course after it was recorded. The sources stay without
// a problem, whatever is wrong with the recording: it can be made again.
func TestStale(t *testing.T) {
	const again = "; run: go run ./tools/pairs record hello"
	tests := []struct {
		what   string
		change func(t *testing.T, root fstest.MapFS)
		want   []string
	}{
		{"nothing", func(*testing.T, fstest.MapFS) {}, nil},
		{"the text", func(t *testing.T, root fstest.MapFS) { edit(t, root, helloText, "A word", "Two words") }, nil},
		{"a program", func(t *testing.T, root fstest.MapFS) { edit(t, root, serverPy, "64", "65") },
			[]string{serverPy + ":1: changed since it was recorded on 2026-11-23" + again}},
		{"the script", func(t *testing.T, root fstest.MapFS) { edit(t, root, helloRun, "client\n", "client 1\n") },
			[]string{helloRun + ":1: changed since it was recorded on 2026-11-23" + again}},
		{"a program is new", func(t *testing.T, root fstest.MapFS) {
			edit(t, root, helloRun, "client\n", "client\nsecond\n")
			edit(t, root, helloText, "## Run it", "```pair second\n```\n\n## Run it")
			root["snippets/hello/second/second.py"] = root[clientPy]
			root["snippets/hello/second/second.go"] = root[clientGo]
		}, []string{helloRun + ":1: changed since", "snippets/hello/second/second.go:1: is not recorded yet" + again,
			"snippets/hello/second/second.py:1: is not recorded yet" + again}},
		{"a program is gone", func(t *testing.T, root fstest.MapFS) {
			edit(t, root, helloRun, "client\n", "")
			edit(t, root, helloText, "```pair client\n```\n", "")
			edit(t, root, helloText, "client 1 -> server 2 : SYN\nclient 2 -> server 3 : 5 bytes", "peer 1 -> server 1 : SYN")
			edit(t, root, helloText, "```calls\npeer 1 -> server 1 : SYN\n```\n", "")
			delete(root, clientPy)
			delete(root, clientGo)
		}, []string{helloRun + ":1: changed since", helloRun + ":1: recorded with client/client.go, which is gone" + again,
			helloRun + ":1: recorded with client/client.py, which is gone" + again}},
		{"an output was changed by hand", func(t *testing.T, root fstest.MapFS) { edit(t, root, helloRun, "ready", "steady") },
			[]string{helloRun + ":1: what was recorded has been changed by hand: its seal is broken" + again}},
		{"the date was changed by hand", func(t *testing.T, root fstest.MapFS) { edit(t, root, helloRun, "2026", "2027") },
			[]string{helloRun + ":1: what was recorded has been changed by hand: its seal is broken" + again}},
		{"a section is gone", func(t *testing.T, root fstest.MapFS) { edit(t, root, helloRun, "-- client --\nready\n", "") },
			[]string{helloRun + ":4: nothing is recorded for client" + again}},
		{"a section stands twice", func(t *testing.T, root fstest.MapFS) {
			edit(t, root, helloRun, "-- client --\n", "-- server --\n-- client --\n")
		}, []string{helloRun + ":7: the section server stands twice" + again}},
		{"a section of no program", func(t *testing.T, root fstest.MapFS) {
			edit(t, root, helloRun, "-- client --\n", "-- peer --\n-- client --\n")
		}, []string{helloRun + ":7: the recording has a program peer, which the script does not start" + again}},
		{"the last section is gone", func(t *testing.T, root fstest.MapFS) {
			text, _, _ := strings.Cut(string(root[helloRun].Data), "-- recorded --")
			root[helloRun].Data = []byte(text)
		}, []string{helloRun + ":1: the section recorded is missing" + again}},
		{"a date twice", func(t *testing.T, root fstest.MapFS) { edit(t, root, helloRun, "date: ", "date: 2026-11-22\ndate: ") },
			[]string{helloRun + `:11: "date: 2026-11-23" does not say what`}},
		{"a source without its hash", func(t *testing.T, root fstest.MapFS) { edit(t, root, helloRun, "system: ", "source: x\nsystem: ") },
			[]string{helloRun + `:11: "source: x" does not say what`}},
		{"a hash of something else", func(t *testing.T, root fstest.MapFS) {
			edit(t, root, helloRun, "system: ", "origin: x 0123456789abcdef\nsystem: ")
		}, []string{helloRun + `:11: "origin: x 0123456789abcdef" does not say what`}},
		{"a line that is none", func(t *testing.T, root fstest.MapFS) { edit(t, root, helloRun, "system: ", "machine: ") },
			[]string{helloRun + `:11: "machine: Linux 6.18" does not say what a recording was made with` + again,
				helloRun + ":19: the recording does not say its system" + again}},
	}
	for _, test := range tests {
		t.Run(test.what, func(t *testing.T) {
			root := course(t)
			record(t, root)
			test.change(t, root)
			b := Load(root)
			if problems := b.CheckSources(); len(problems) > 0 {
				t.Errorf("a source has a problem:\n%s", strings.Join(texts(problems), "\n"))
			}
			got := texts(b.Stale())
			for _, want := range test.want {
				if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
					t.Errorf("want %q, got\n%s", want, strings.Join(got, "\n"))
				}
			}
			if len(test.want) == 0 && len(got) > 0 {
				t.Errorf("got %q", got)
			}
		})
	}
	t.Run("nothing is recorded yet", func(t *testing.T) {
		got := texts(Load(course(t)).Stale())
		if len(got) != 2 || got[1] != helloRun+":1: nothing is recorded yet"+again+" (recorded)" {
			t.Errorf("got %q", got)
		}
	})
}

// TestDamageIsRecordedAnew wants that a recording which was changed by hand
// is written again even if a new one says the same.
func TestDamageIsRecordedAnew(t *testing.T) {
	for what, change := range map[string][2]string{
		"nothing":        {"ready", "ready"},
		"the seal":       {"seal: ", "seal: 0"},
		"a section more": {"-- client --\n", "-- peer --\n-- client --\n"},
	} {
		root := course(t)
		record(t, root)
		whole := Load(root).Lesson("hello").Run.Recording
		edit(t, root, helloRun, change[0], change[1])
		got := Load(root).Lesson("hello").Run.Recording.Changes(whole)
		if want := "it had been changed by hand"; (got == want) != (what != "nothing") || got != "" && got != want {
			t.Errorf("%s: got %q", what, got)
		}
	}
}
