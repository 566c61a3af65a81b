package book

import (
	"path"
	"slices"
	"strings"

	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
)

// SourceHashes says which bytes a recording of the lesson is made from: its
// script and its programs. The packets that were captured are not a source,
// but they may not be exchanged either, so they are among them.
func (l *Lesson) SourceHashes(capture []byte) []SourceHash {
	hashes := []SourceHash{l.scriptHash()}
	for _, program := range l.Programs() {
		hashes = append(hashes, l.hashOf(program))
	}
	if capture != nil {
		hashes = append(hashes, runfile.HashOf(runfile.CaptureName, capture))
	}
	return hashes
}

func (l *Lesson) scriptHash() SourceHash { return runfile.HashOf(runfile.Name, l.Run.Script) }

func (l *Lesson) hashOf(p *Program) SourceHash {
	return runfile.HashOf(strings.TrimPrefix(p.Path, path.Dir(l.Run.Path)+"/"), p.Source)
}

// Unrecorded returns the lesson's programs that are not recorded as they are
// now: of the others it is known that they run.
func (l *Lesson) Unrecorded() []*Program {
	var programs []*Program
	for _, program := range l.Programs() {
		if l.Run.Recording == nil || !slices.Contains(l.Run.Recording.Sources, l.hashOf(program)) {
			programs = append(programs, program)
		}
	}
	return programs
}

// Stale reports why the lesson's recording is not what its programs do now:
// a source is new, changed or gone, or the recording is not whole.
func (l *Lesson) Stale() []Problem {
	if l.reading != nil && l.Run == l.reading.lesson.Run { // and not a copy with another recording
		return slices.Clone(l.reading.stale())
	}
	return l.findStale()
}

func (l *Lesson) findStale() []Problem {
	c := rule.File{Path: l.Run.Path}
	switch rec := l.Run.Recording; {
	case rec == nil:
		c.Report(1, "recorded", "nothing is recorded yet")
	case len(rec.Sources) == 0:
		c.Problems = l.Run.Damage(l.Run.Path) // nothing says what it was made from
	default:
		l.checkSources(&c)
		if slices.Contains(rec.Sources, l.scriptHash()) {
			l.checkSections(&c) // else the script differs, which says it all
		}
		l.checkFaults(&c)
	}
	for i := range c.Problems {
		c.Problems[i].Message += "; run: go run ./tools/pairs record " + l.ID
	}
	return c.Problems
}

// checkSources reports each source that is not as it was recorded.
func (l *Lesson) checkSources(c *rule.File) {
	recorded := map[string]string{}
	for _, source := range l.Run.Recording.Sources {
		recorded[source.Path] = source.Hash
	}
	for _, source := range l.SourceHashes(l.Run.Capture) {
		name := path.Join(path.Dir(l.Run.Path), source.Path)
		switch recorded[source.Path] {
		case source.Hash:
		case "":
			c.Problems.Report(name, 1, "recorded", "is not recorded yet")
		default:
			c.Problems.Report(name, 1, "recorded", "changed since it was recorded on %s", l.Run.Recording.Date)
		}
		delete(recorded, source.Path)
	}
	for name := range recorded {
		if l.Pair(path.Dir(name)) == nil { // else the file is missed already
			c.Report(1, "recorded", "recorded with %s, which is gone", name)
		}
	}
}

// checkSections reports sections that are damaged, or packets that do not say
// what the section wire says.
func (l *Lesson) checkSections(c *rule.File) {
	run := l.Run
	damage := run.Damage(run.Path)
	switch {
	case len(damage) > 0:
		c.Problems = append(c.Problems, damage...)
	case run.undecoded != nil:
		c.Problems.Report(run.CapturePath(), 1, "recorded-wire", "%v", run.undecoded)
	case run.Trace == nil && run.Recording.Wire != "":
		c.Report(1, "recorded-wire", "the section wire is there, and %s is not", runfile.CaptureName)
	case run.Trace != nil && run.Trace.Transcript() != run.Recording.Wire:
		c.Report(1, "recorded-wire", "the section wire is not what %s holds", runfile.CaptureName)
	}
}

// checkFaults reports each fault that is claimed and not recorded, or recorded
// and not claimed.
func (l *Lesson) checkFaults(c *rule.File) {
	for _, name := range l.Run.Survives {
		if l.Run.Recording.Fault(name) == "" {
			c.Report(1, "recorded-faults", "survives names %s, which is not recorded", name)
		}
	}
	for _, fault := range l.Run.Recording.Faults {
		if !slices.Contains(l.Run.Survives, fault.Name) {
			c.Report(1, "recorded-faults", "the fault %s is recorded, but survives does not name it", fault.Name)
		}
	}
}
