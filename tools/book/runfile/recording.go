package runfile

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"socketpairs/tools/book/rule"
)

// Recording is what a run printed and sent when it was last recorded.
type Recording struct {
	Date    string // 2026-11-23
	System  string // Linux 6.18
	Python  string // 3.11.7
	Go      string // 1.26.8
	Sources []SourceHash
	Outputs []Output // by name, in the order of the script
	Wire    string   // the asserted transcript of package wire; empty if not captured
	Faults  []Output // what each fault run did, by the fault's name

	seal   string        // the hash of all sections, as the file gives it
	damage rule.Problems // what is wrong with the sections
}

// Output is what one program of a run printed.
type Output struct {
	Name string // of the program in the script
	Text string // whole lines
}

// SourceHash says which bytes of a source a recording was made from.
type SourceHash struct {
	Path string // relative to the lesson's snippet folder; run.txtar stands for the script
	Hash string // the first 16 hexadecimal digits of the SHA-256
}

// HashOf returns the hash of a source with a path.
func HashOf(path string, source []byte) SourceHash { return SourceHash{path, hash(source)} }

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return fmt.Sprintf("%x", sum[:8])
}

// Damage reports what is wrong with the sections that a run file holds: it is
// not whole, or somebody has edited it.
func (f *File) Damage(path string) []rule.Problem {
	found := rule.File{Path: path, Problems: slices.Clone(f.Recording.damage)}
	if len(found.Problems) == 0 && f.Recording.seal != f.Recording.sealed() {
		found.Report(1, "seal", "what was recorded has been changed by hand: its seal is broken")
	}
	return found.Problems
}

// Output returns what a program printed, and whether that is recorded. Nothing
// is by a nil Recording.
func (rec *Recording) Output(name string) (string, bool) {
	if rec == nil {
		return "", false
	}
	return named(rec.Outputs, name)
}

// Fault returns what is recorded for a fault; empty if nothing is.
func (rec *Recording) Fault(name string) string {
	if rec == nil {
		return ""
	}
	text, _ := named(rec.Faults, name)
	return text
}

func named(outputs []Output, name string) (string, bool) {
	i := slices.IndexFunc(outputs, func(o Output) bool { return o.Name == name })
	if i < 0 {
		return "", false
	}
	return outputs[i].Text, true
}

// FaultEnded is the last line of what is recorded of a fault after which the
// server has ended, so that nobody could meet it any more.
const FaultEnded = "the server has ended: the rest of the script was not played\n"

// Ended reports whether the server had ended after a fault.
func (rec *Recording) Ended(fault string) bool {
	return strings.HasSuffix(rec.Fault(fault), FaultEnded)
}

// Changes says in a few words in what a new recording differs from this one,
// which may be nil; empty if both assert the same and were made from the same
// sources. When, with what versions, and with which packets does not count:
// those are rewritten only together with something that does.
func (rec *Recording) Changes(other *Recording) string {
	if rec == nil {
		return "recorded for the first time"
	}
	changes := differences(rec.sources(), other.sources(), "NAME changed", "NAME changed", "NAME is gone")
	changes = append(changes, differences(rec.Outputs, other.Outputs, "NAME prints something else", "NAME prints something else", "fewer programs")...)
	if rec.Wire != other.Wire {
		changes = append(changes, "other bytes on the wire")
	}
	changes = append(changes, differences(rec.Faults, other.Faults, "fault NAME is new", "fault NAME does something else", "fault NAME is gone")...)
	if len(changes) == 0 && (len(rec.damage) > 0 || rec.seal != rec.sealed()) {
		return "it had been changed by hand"
	}
	return strings.Join(changes, ", ")
}

// sources are the hashes of the sources, but for that of the packets, which
// differ each time.
func (rec *Recording) sources() []Output {
	var all []Output
	for _, source := range rec.Sources {
		if source.Path == CaptureName {
			source.Hash = ""
		}
		all = append(all, Output{source.Path, source.Hash})
	}
	return all
}

// differences says what is new, other and gone, each with its name.
func differences(old, now []Output, isNew, isOther, isGone string) []string {
	var all []string
	say := func(words string, o Output) { all = append(all, strings.ReplaceAll(words, "NAME", o.Name)) }
	for _, o := range now {
		if text, known := named(old, o.Name); !known {
			say(isNew, o)
		} else if text != o.Text {
			say(isOther, o)
		}
	}
	for _, o := range old {
		if _, still := named(now, o.Name); !still {
			say(isGone, o)
		}
	}
	return slices.Compact(all)
}
