package runfile

import "testing"

func TestChanges(t *testing.T) {
	with := func(outputs []Output, sources ...SourceHash) *Recording {
		rec := &Recording{Outputs: outputs, Sources: sources, Wire: "x"}
		rec.seal = rec.sealed()
		return rec
	}
	python, other := SourceHash{"server.py", "1"}, SourceHash{"server.py", "2"}
	packets, again := SourceHash{CaptureName, "1"}, SourceHash{CaptureName, "2"}
	one, two := []Output{{"server", "x\n"}}, []Output{{"server", "y\n"}}
	for _, test := range []struct {
		how       string
		then, now *Recording
		want      string
	}{
		{"the first", nil, with(one), "recorded for the first time"},
		{"the same", with(one, python, packets), with(one, python, packets), ""},
		{"other packets alone", with(one, python, packets), with(one, python, again), ""},
		{"a source changed", with(one, python), with(one, other), "server.py changed"},
		{"a source is gone", with(one, python), with(one), "server.py is gone"},
		{"another output", with(one), with(two), "server prints something else"},
		{"fewer programs", with(append(one, Output{"client", ""})), with(one), "fewer programs"},
	} {
		if got := test.then.Changes(test.now); got != test.want {
			t.Errorf("%s: got %q, want %q", test.how, got, test.want)
		}
	}
	broken := with(one)
	broken.seal = "x"
	if got := broken.Changes(with(two)); got != "server prints something else" {
		t.Errorf("what was changed by hand and prints something else: got %q", got)
	}
	wire := with(one)
	wire.Wire = "y"
	if got := with(one).Changes(wire); got != "other bytes on the wire" {
		t.Errorf("other bytes: got %q", got)
	}
}

func TestChangesOfFaults(t *testing.T) {
	with := func(faults ...Output) *Recording {
		rec := &Recording{Faults: faults}
		rec.seal = rec.sealed()
		return rec
	}
	old, other := Output{"reset", "peer| x\n"}, Output{"reset", "peer| y\n"}
	tests := []struct {
		how       string
		then, now *Recording
		want      string
	}{
		{"the same", with(old), with(old), ""},
		{"one is new", with(), with(old), "fault reset is new"},
		{"one is gone", with(old), with(), "fault reset is gone"},
		{"one goes otherwise", with(old), with(other), "fault reset does something else"},
	}
	for _, test := range tests {
		t.Run(test.how, func(t *testing.T) {
			if got := test.then.Changes(test.now); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
