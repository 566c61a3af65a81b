package book

import "socketpairs/tools/wire"

// Run says how a lesson's programs are played, and what was recorded.
type Run struct {
	Path      string // snippets/first-connection/run.txtar
	Caption   string // the comment at the top of the script, as one paragraph
	Needs     []string
	Unordered []string // names whose lines may come in any order
	Because   string   // the reason for every exception
	Survives  []string // names of Faults
	Commands  []Command
	Recording *Recording  // nil until it was recorded
	Capture   []byte      // the packets of the recording's first mix, run.pcapng; nil without
	Trace     *wire.Trace // what the capture says; nil without, or if it is damaged

	script    []byte // the text before the first section
	undecoded error  // why the capture is damaged
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

	seal   string    // the hash of all sections, as the file gives it
	damage []Problem // what is wrong with the sections
}

// SourceHash says which bytes of a source a recording was made from.
type SourceHash struct {
	Path string // relative to the lesson's snippet folder; run.txtar stands for the script
	Hash string // the first 16 hexadecimal digits of the SHA-256
}

// Output is what one program of a run printed.
type Output struct {
	Name string // of the program in the script
	Text string // whole lines
}

// Roles lists the roles that a script starts, in the order of their first
// start.
func (r *Run) Roles() []string {
	var roles []string
	seen := map[string]bool{}
	for _, start := range r.Starts() {
		if !seen[start.Role] {
			seen[start.Role] = true
			roles = append(roles, start.Role)
		}
	}
	return roles
}

// Starts lists the script's start commands in order.
func (r *Run) Starts() []Start {
	var starts []Start
	for _, command := range r.Commands {
		if start, ok := command.(Start); ok {
			starts = append(starts, start)
		}
	}
	return starts
}

// Playable reports whether the lesson's script starts programs and each of
// them is there in both languages.
func (l *Lesson) Playable() bool {
	starts := l.Run.Starts()
	for _, start := range starts {
		if pair := l.Pair(start.Role); pair == nil || pair.Python == nil || pair.Go == nil {
			return false
		}
	}
	return len(starts) > 0
}
