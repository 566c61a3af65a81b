package runfile

import (
	"strings"
	"testing"
)

// TestFormat wants what a program printed to be refused where its section would
// not give it back.
func TestFormat(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "",
		"\n":                 "",
		"a\n\nb\n":           "",
		"a":                  `server printed a last line without its end: "a"`,
		"a\n\x1b[31m\n":      "server printed in line 2: control character '\\x1b'",
		"a\n\u202e\n":        "server printed in line 2: the character U+202E",
		"\xff\n":             "server printed in line 1: invalid UTF-8",
		"a\n-- wire --\nb\n": "server printed a line of the form -- wire --",
	} {
		run := &File{Script: []byte("server\n"), Recording: &Recording{Outputs: []Output{{"server", text}}}}
		written, err := run.Format()
		if want == "" {
			again, problems := Parse("run.txtar", written)
			if err != nil || len(problems) > 0 || again.Recording.Outputs[0].Text != text {
				t.Errorf("%q: %v %v", text, err, problems)
			}
		} else if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	run := &File{Script: []byte("server\n"), Recording: &Recording{Faults: []Output{{"reset", "x"}}}}
	if _, err := run.Format(); err == nil || !strings.HasPrefix(err.Error(), "the fault reset shows a last line") {
		t.Errorf("a fault: %v", err)
	}
}

// FuzzParse wants that a run file without problems is written as it was read.
func FuzzParse(f *testing.F) {
	f.Add("# Why.\nneeds: unix\nbecause: x\nserver &\nclient as ann 3 &\nstop server\nwait\n")
	f.Add("server\n-- server --\nlistening\n-- wire --\nx\n-- recorded --\ndate: 2026-11-23\nsystem: Linux 6.18\npython: 3.11.7\ngo: 1.26.8\nsource: run.txtar 0123456789abcdef\n")
	f.Add("survives: reset\nserver\n-- server --\n-- fault reset --\nserver| x\n-- recorded --\ndate: 2026-11-23\nsystem: Linux\npython: 3\ngo: 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		run, problems := Parse("run.txtar", []byte(text))
		if len(problems) > 0 {
			return
		}
		written, err := run.Format()
		if err != nil {
			return // an output that the format cannot hold is refused
		}
		again, problems := Parse("run.txtar", written)
		if len(problems) > 0 {
			t.Fatalf("%q was written as %q: %v", text, written, problems)
		}
		if twice, err := again.Format(); err != nil || string(twice) != string(written) {
			t.Errorf("%q was written as %q, then as %q (%v)", text, written, twice, err)
		}
	})
}

// TestKept wants a file to be written as it was read: what it does not own
// stays, outside of the seal.
func TestKept(t *testing.T) {
	const script = "# Why.\n\n  server  \n# A comment further down.\n"
	run, _ := Parse("run.txtar", []byte(script+"-- stdin client --\nhello\n-- Notes --\n"))
	if run.Recording != nil || len(run.kept) != 2 {
		t.Fatalf("got the recording %v and kept %v", run.Recording, run.kept)
	}
	run.Recording = &Recording{Date: "1", System: "2", Python: "3", Go: "4", Sources: []SourceHash{HashOf(Name, run.Script)}, Outputs: []Output{{"server", "x\n"}}}
	written, err := run.Format()
	if err != nil || !strings.HasPrefix(string(written), script+"-- server --\nx\n-- recorded --\n") || !strings.HasSuffix(string(written), "\n-- stdin client --\nhello\n-- Notes --\n") {
		t.Errorf("got %v\n%s", err, written)
	}
	edited := strings.Replace(string(written), "hello", "hallo", 1)
	again, problems := Parse("run.txtar", []byte(edited))
	if damage := again.Damage("run.txtar"); len(problems) > 0 || len(damage) > 0 {
		t.Errorf("what the file does not own breaks the seal: %v %v", problems, damage)
	}
	if twice, err := again.Format(); err != nil || string(twice) != edited {
		t.Errorf("written again as %q", twice)
	}
}

// TestSectionsAreGivenBack wants each kind of section to be read as it was
// written, and to be in the seal.
func TestSectionsAreGivenBack(t *testing.T) {
	run, _ := Parse("run.txtar", []byte("server\n"))
	run.Recording = &Recording{Date: "1", System: "2", Python: "3", Go: "4", Wire: "w\n",
		Outputs: []Output{{"server", "o\n"}}, Faults: []Output{{"reset", "f\n"}}, Sources: []SourceHash{{"run.txtar", "0123456789abcdef"}}}
	written, err := run.Format()
	if err != nil {
		t.Fatal(err)
	}
	again, problems := Parse("run.txtar", written)
	if changes := run.Recording.Changes(again.Recording); len(problems) > 0 || len(again.kept) > 0 || again.Recording.Wire != "w\n" || changes != "it had been changed by hand" { // the first has no seal
		t.Errorf("%v, kept %v: %s", problems, again.kept, changes)
	}
	for _, kind := range SectionKinds() {
		if len(kind.write(run.Recording)) != 1 {
			t.Errorf("no section %s is written", kind.Usage)
		}
	}
	for _, text := range []string{"o\n", "w\n", "f\n", "date: 1"} {
		edited, _ := Parse("run.txtar", []byte(strings.Replace(string(written), text, "x"+text, 1)))
		if len(edited.Damage("run.txtar")) == 0 {
			t.Errorf("%q was edited, and nobody knows", text)
		}
	}
}
