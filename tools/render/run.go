package render

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
)

// runView is what the template of a run cell needs.
type runView struct {
	cell
	Caption   string
	Needs     []string // sentences
	Outputs   []outputView
	Recording *book.Recording // nil before the first
	Stale     bool            // the programs are no longer those that were recorded
	Agreement string          // a sentence: which mixes of languages printed this
	Survives  []string        // names of faults, after which the server goes on
	Ends      []string        // names of faults, after which it ends, as it is meant to
	Faults    string          // the page that explains them; empty if there is none
}

// outputView is one program of the run and what it printed.
type outputView struct {
	Name     string
	Commands []commandView // Python first
	Recorded bool
	Text     string
	Stopped  bool // by the reader, at the keyboard
}

// commandView is a command that a reader types.
type commandView struct {
	Short string // py or go
	Text  string
}

// writeRun writes the run: what a reader types, and what was recorded.
func (p *page) writeRun(w io.Writer) error {
	run := p.lesson.Run
	view := runView{
		cell:      p.newCell("cell-run"),
		Caption:   run.Caption,
		Recording: run.Recording,
		Stale:     isStale(p.lesson),
		Agreement: agreement(run),
		Faults:    p.facts.faults,
	}
	if !view.Stale {
		for _, fault := range run.Survives {
			if run.Recording.Ended(fault) {
				view.Ends = append(view.Ends, fault)
			} else {
				view.Survives = append(view.Survives, fault)
			}
		}
	}
	for _, name := range run.Needs {
		for _, need := range runfile.Needs() {
			if need.Name == name {
				view.Needs = append(view.Needs, need.Says)
			}
		}
	}
	for _, start := range run.Starts() {
		output := outputView{
			Name:     start.Name,
			Commands: commands(p.lesson.Pair(start.Role), start.Args),
			Stopped:  isStopped(run, start.Name),
		}
		output.Text, output.Recorded = run.Recording.Output(start.Name)
		view.Outputs = append(view.Outputs, output)
	}
	return p.theme.write(w, "run.html", view)
}

// isStopped reports whether the script interrupts a program.
func isStopped(run *book.Run, name string) bool {
	return slices.ContainsFunc(run.Commands, func(c book.Command) bool {
		stop, ok := c.(book.Stop)
		return ok && stop.Name == name
	})
}

// isStale reports whether what is recorded may not be what the lesson's
// programs do now, or nothing is recorded.
func isStale(lesson *book.Lesson) bool { return len(lesson.Stale()) > 0 }

// commands returns what a reader types to run a pair's programs.
func commands(pair *book.Pair, args []string) []commandView {
	var all []commandView
	for _, program := range pair.Programs() {
		words := append([]string{command(program)}, args...)
		all = append(all, commandView{program.Language.Short(), strings.Join(words, " ")})
	}
	return all
}

// command returns what runs a program from the project's root. Go is given
// the folder: it is a package.
func command(program *book.Program) string {
	if program.Language == book.Python {
		return "python3 " + program.Path
	}
	return "go run ./" + path.Dir(program.Path)
}

// mixes are the numbers of mixes of two languages, in words.
var mixes = map[int]string{2: "Both languages", 4: "All four mixes of languages", 8: "All eight mixes of languages"}

// allMixes names the mixes of languages that play a run: each role is played
// in each language, so n roles give 2 to the n mixes.
func allMixes(run *book.Run) string {
	n := 1 << len(run.Roles())
	if who, ok := mixes[n]; ok {
		return who
	}
	return fmt.Sprintf("All %d mixes of languages", n)
}

// agreement says which mixes of languages printed the recorded lines.
func agreement(run *book.Run) string {
	sentence := allMixes(run) + " printed exactly these lines"
	if len(run.Unordered) > 0 {
		sentence += "; those of " + strings.Join(run.Unordered, " and ") + " may come in another order"
	}
	return sentence + "."
}
