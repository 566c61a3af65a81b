package book

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/wire"
)

// Run says how a lesson's programs are played, and what was recorded: what its
// run file says, and its packets.
type Run struct {
	runfile.File
	Path    string      // snippets/first-connection/run.txtar
	Capture []byte      // the packets of the recording's first mix, run.pcapng; nil without
	Trace   *wire.Trace // what the capture says; nil without, or if it is damaged

	undecoded error // why the capture is damaged
}

// What a run file is made of: see package runfile.
type (
	Command    = runfile.Command
	Start      = runfile.Start
	Stop       = runfile.Stop
	Wait       = runfile.Wait
	Recording  = runfile.Recording
	SourceHash = runfile.SourceHash
	Output     = runfile.Output
)

// loadRun reads the lesson's run file. A lesson always has a Run, if need be
// an empty one.
func (r *reading) loadRun() {
	run := &Run{Path: path.Join(SnippetsDir, r.lesson.ID, runfile.Name)}
	r.lesson.Run = run
	if _, err := fs.Stat(r.root, path.Dir(run.Path)); err != nil {
		return // the missing folder is reported once, by loadPairs
	}
	if text := r.readText(run.Path); text != nil {
		file, problems := runfile.Parse(run.Path, text)
		run.File = *file
		r.Problems = append(r.Problems, problems...)
	}
	r.loadCapture(run.CapturePath())
}

// loadCapture reads and decodes the packets of the recording, if there are
// any. Packets that cannot be decoded are not a source's fault: see Stale.
func (r *reading) loadCapture(name string) {
	capture, err := readFile(r.root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		r.Report(name, 0, "readable", "cannot be read: %v", err)
		return
	}
	run := r.lesson.Run
	run.Capture = capture
	run.Trace, run.undecoded = wire.ReadCapture(capture)
}

// CapturePath is where the run's packets stand, if it has any.
func (r *Run) CapturePath() string { return path.Join(path.Dir(r.Path), runfile.CaptureName) }

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

// scriptRead reports whether the lesson has a run file that could be read:
// otherwise one problem says so already.
func (l *Lesson) scriptRead() bool { return l.Run.Script != nil }

// checkScript checks that the script and the folders name the same roles, and
// that every exception is needed and explained.
func checkScript(lesson *Lesson) []rule.Problem {
	c := rule.File{Path: lesson.Run.Path}
	for _, start := range lesson.Run.Starts() {
		if lesson.Pair(start.Role) == nil {
			c.Report(start.Line, "script-roles", "the role %s has no folder beside this file", start.Role)
		}
		if start.Name == runfile.Peer && len(lesson.Run.Survives) > 0 {
			c.Report(start.Line, "program-name", "%s is the one that plays the faults; give this program another name: %s as NAME", runfile.Peer, start.Role)
		}
	}
	roles := lesson.Run.Roles()
	for _, pair := range lesson.Pairs {
		if !slices.Contains(roles, pair.Role) {
			c.Report(1, "script-roles", "the script never starts the role %s", pair.Role)
		}
	}
	for _, name := range lesson.Run.Unordered {
		if _, started := lesson.Run.Start(name); !started {
			c.Report(1, "program-name", "unordered names %s, which the script does not start", name)
		}
	}
	excepted := len(lesson.Run.Unordered) > 0 || len(lesson.Run.Needs) > 0
	switch {
	case excepted && lesson.Run.Because == "":
		c.Report(1, "because", "an exception without its reason; add: because: WHY")
	case !excepted && lesson.Run.Because != "":
		c.Report(1, "because", "a reason without an exception; remove the line because:")
	}
	return c.Problems
}
