package runfile

import (
	"bytes"
	"fmt"
	"slices"

	"golang.org/x/tools/txtar"

	"socketpairs/tools/book/rule"
)

// Name is what a run file is called, in the lesson's snippet folder.
// CaptureName is the file beside it with the recorded packets.
const (
	Name        = "run.txtar"
	CaptureName = "run.pcapng"
)

// File is what a run file says.
type File struct {
	Script    []byte // the text above the first section; nil if there is no file
	Caption   string // the comment at the top of the script, as one paragraph
	Needs     []string
	Unordered []string // names whose lines may come in any order
	Because   string   // the reason for every exception
	Survives  []string // names of Faults
	Commands  []Command
	Recording *Recording // nil until it was recorded

	kept []txtar.File // sections of no kind
}

// A Command is one line of a script.
type Command interface{ command() }

// Start starts a role's program: one that listens is waited for until it
// listens, any other until it ends, unless it is in the background.
type Start struct {
	Role       string
	Name       string // equal to Role unless "as" gave another
	Args       []string
	Background bool
	Line       int
}

// Stop interrupts a program and waits for its end.
type Stop struct {
	Name string
	Line int
}

// Wait waits until every program that was started has ended.
type Wait struct{ Line int }

func (Start) command() {}
func (Stop) command()  {}
func (Wait) command()  {}

// Parse reads the run file at a path. It reports every line of the script that
// it does not understand. What is wrong with the recording is kept in it: see
// Recording.Damage.
func Parse(path string, text []byte) (*File, []rule.Problem) {
	archive := txtar.Parse(text)
	p := parser{rule.File{Path: path}, &File{Script: archive.Comment}}
	p.parseScript()
	sections := parser{rule.File{Path: path}, p.run}
	sections.parseSections(archive.Files, 1+bytes.Count(archive.Comment, []byte("\n")))
	if p.run.Recording != nil {
		p.run.Recording.damage = sections.Problems
	}
	return p.run, p.Problems
}

// Format writes the run file: the script as it was, the recording, and what
// was kept. It fails if a program printed something that the file cannot hold.
func (f *File) Format() ([]byte, error) {
	archive := &txtar.Archive{Comment: f.Script}
	if rec := f.Recording; rec != nil {
		if err := rec.check(); err != nil {
			return nil, err
		}
		archive.Files = rec.sections()
		last := &archive.Files[len(archive.Files)-1]
		last.Data = fmt.Appendf(last.Data, "seal: %s\n", rec.sealed())
	}
	archive.Files = append(archive.Files, f.kept...)
	return txtar.Format(archive), nil
}

// Starts lists the script's start commands in order.
func (f *File) Starts() []Start {
	var starts []Start
	for _, command := range f.Commands {
		if start, ok := command.(Start); ok {
			starts = append(starts, start)
		}
	}
	return starts
}

// Start returns the command that starts the program of a name, and whether
// there is one.
func (f *File) Start(name string) (Start, bool) {
	starts := f.Starts()
	i := slices.IndexFunc(starts, func(s Start) bool { return s.Name == name })
	if i < 0 {
		return Start{}, false
	}
	return starts[i], true
}

// Roles lists the roles that a script starts, in the order of their first
// start.
func (f *File) Roles() []string {
	var roles []string
	for _, start := range f.Starts() {
		if !slices.Contains(roles, start.Role) {
			roles = append(roles, start.Role)
		}
	}
	return roles
}
