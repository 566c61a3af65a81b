package play

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"socketpairs/tools/book"
	"socketpairs/tools/wire"
)

// Outcome returns what is asserted of a run, with names for ports that the
// kernel chose: the programs' outputs and, if the packets are known, the wire.
func (r *Result) Outcome() *book.Recording {
	trace := wire.Read(r.Packets)
	outcome := &book.Recording{}
	for _, program := range r.Programs {
		outcome.Outputs = append(outcome.Outputs, book.Output{Name: program.Start.Name, Text: trace.Names.Rename(program.Stdout)})
	}
	if r.Captured {
		outcome.Wire = trace.Transcript()
	}
	return outcome
}

// Failures reports every program of the run that wrote to standard error, did
// not end with exit status 0, or left something behind; first the one that the
// others may have failed for.
func (r *Result) Failures() []book.Problem {
	var problems []book.Problem
	for _, program := range r.Programs {
		complaint := complaint(program.Output)
		if complaint == "" {
			continue
		}
		complaint += r.With()
		if program.Stderr != "" {
			complaint += "\n\t" + strings.Join(lastOf(program.Stderr), "\n\t")
		}
		problems = append(problems, r.Problem(program, complaint))
	}
	if len(r.Strays) > 0 {
		problems = append(problems, book.Problem{Path: r.Lesson.Run.Path, Line: 1,
			Message: fmt.Sprintf("when all programs had ended, something that one of them had started still ran, and was ended: %s%s; let it wait for what it starts",
				strings.Join(r.Strays, ", "), r.With())})
	}
	return append(r.deserters(), problems...)
}

// deserters reports programs that were gone when another was refused: servers
// that had said so; if there are none, those that should have.
func (r *Result) deserters() []book.Problem {
	refused := slices.IndexFunc(r.Programs, func(p Printed) bool {
		return p.Exit != "" && strings.Contains(strings.ToLower(p.Stderr), "refused")
	})
	var gone, silent []book.Problem
	for _, program := range r.Programs[:max(refused, 0)] {
		who := r.Programs[refused].Start.Name
		switch {
		case complaint(program.Output) != "" || program.Start.Background:
		case program.Ready == "":
			silent = append(silent, r.Problem(program, fmt.Sprintf(
				"ended without saying that it listens, and %s was refused%s; a server prints a line such as \"listening on 127.0.0.1:8089\" and goes on to accept", who, r.With())))
		default:
			gone = append(gone, r.Problem(program, fmt.Sprintf(
				"said that it listens and has ended, and %s was refused%s; a server goes on to accept while the script has clients for it", who, r.With())))
		}
	}
	if len(gone) > 0 {
		return gone
	}
	return silent
}

// Compare reports how the run differs from a recording: what a program
// printed, then what went over the wire if it is known on both sides.
func (r *Result) Compare(recording *book.Recording) []book.Problem {
	return r.compare(recording, "recorded", "recorded")
}

// CompareWith reports how the run differs from another one of the lesson,
// with other languages.
func (r *Result) CompareWith(other *Result) []book.Problem {
	return r.compare(other.Outcome(), "in the mix "+other.Mix.String(), "there")
}

// compare compares the run with what another has done, which has a long and a
// short name.
func (r *Result) compare(with *book.Recording, long, short string) []book.Problem {
	outcome := r.Outcome()
	var problems []book.Problem
	for i, program := range r.Programs {
		recorded, _ := with.Output(program.Start.Name)
		printed := outcome.Outputs[i].Text
		if slices.Contains(r.Lesson.Run.Unordered, program.Start.Name) {
			recorded, printed = sortLines(recorded), sortLines(printed)
		}
		if !r.Captured {
			printed = MaskPorts(printed, recorded)
		}
		if difference := Difference(recorded, printed, short, "printed"); difference != "" {
			problems = append(problems, r.Problem(program, "prints other than "+long+r.With()+"\n"+difference))
		}
	}
	if !r.Captured {
		return problems
	}
	if difference := Difference(with.Wire, outcome.Wire, short, "on the wire"); difference != "" {
		problems = append(problems, book.Problem{Path: r.Lesson.Run.Path, Line: 1,
			Message: "other bytes on the wire than " + long + r.With() + "\n" + difference})
	}
	return problems
}

// With says in a message in which mix, and at which fault, something was so.
func (r *Result) With() string {
	with := ", with " + r.Mix.Describe(r.Lesson)
	if r.Fault != "" {
		with = " at the fault " + r.Fault + with
	}
	return with
}

// Problem is a problem of one of the programs, at the line of its source that
// its complaints name.
func (r *Result) Problem(program Printed, message string) book.Problem {
	source := r.Lesson.Pair(program.Start.Role).Program(program.Language)
	return book.Problem{Path: source.Path, Line: lineOf(source, program.Stderr), Message: program.Start.Name + " " + message}
}

func sortLines(text string) string {
	lines := slices.Sorted(strings.Lines(text))
	return strings.Join(lines, "")
}

// PortName matches a port's name in a recording; see wire.NamePorts.
var PortName = regexp.MustCompile(`\{port \d+\}`)

// MaskPorts gives printed lines the port names of the recorded ones, wherever
// any number stands in their place: the weaker rule for a run of which the
// packets are not known.
func MaskPorts(printed, recorded string) string {
	want, got := strings.SplitAfter(recorded, "\n"), strings.SplitAfter(printed, "\n")
	for i := range min(len(want), len(got)) {
		pieces := PortName.Split(want[i], -1)
		for j, piece := range pieces {
			pieces[j] = regexp.QuoteMeta(piece)
		}
		if len(pieces) > 1 && regexp.MustCompile("^"+strings.Join(pieces, `\d+`)+"$").MatchString(got[i]) {
			got[i] = want[i]
		}
	}
	return strings.Join(got, "")
}

// Difference says where two texts, each with a name, first differ; empty if they are
// equal.
func Difference(recorded, now, one, other string) string {
	if recorded == now {
		return ""
	}
	want, got := strings.SplitAfter(recorded, "\n"), strings.SplitAfter(now, "\n")
	i := 0
	for i < len(want)-1 && i < len(got)-1 && want[i] == got[i] {
		i++
	}
	return fmt.Sprintf("\tline %d %s: %s\n\tline %d %s: %s", i+1, one, shown(want[i]), i+1, other, shown(got[i]))
}

// shown is a line for people to read; bytes that are not UTF-8, and would be
// shown like the character that stands for such a byte, are quoted.
func shown(line string) string {
	switch {
	case line == "":
		return "(nothing)"
	case !utf8.ValidString(line):
		return strconv.Quote(line)
	}
	return shortened(strings.TrimSuffix(line, "\n"))
}
