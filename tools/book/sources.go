package book

import (
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"
)

// SourceHashes says which bytes a recording of the lesson is made from: its
// script and its programs. The packets that were captured are not a source,
// but they may not be exchanged either, so they are among them.
func (l *Lesson) SourceHashes(capture []byte) []SourceHash {
	hashes := []SourceHash{{runName, hash(l.Run.script)}}
	for _, pair := range l.Pairs {
		for _, program := range pair.Programs() {
			hashes = append(hashes, SourceHash{l.relative(program.Path), hash(program.Source)})
		}
	}
	if capture != nil {
		hashes = append(hashes, SourceHash{captureName, hash(capture)})
	}
	return hashes
}

// Unrecorded returns the lesson's programs that are not recorded as they are
// now: of the others it is known that they run.
func (l *Lesson) Unrecorded() []*Program {
	var programs []*Program
	for _, pair := range l.Pairs {
		for _, program := range pair.Programs() {
			now := SourceHash{l.relative(program.Path), hash(program.Source)}
			if l.Run.Recording == nil || !slices.Contains(l.Run.Recording.Sources, now) {
				programs = append(programs, program)
			}
		}
	}
	return programs
}

// relative returns a path relative to the lesson's snippet folder.
func (l *Lesson) relative(name string) string {
	return strings.TrimPrefix(name, path.Dir(l.Run.Path)+"/")
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return fmt.Sprintf("%x", sum[:8])
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
	c := checker{path: l.Run.Path}
	switch rec := l.Run.Recording; {
	case rec == nil:
		c.report(1, "recorded", "nothing is recorded yet")
	case len(rec.Sources) == 0 && len(rec.damage) > 0:
		c.problems = slices.Clone(rec.damage) // nothing says what it was made from
	default:
		l.checkSources(&c)
		if slices.Contains(rec.Sources, SourceHash{runName, hash(l.Run.script)}) {
			l.checkSections(&c) // else the script differs, which says it all
		}
		l.checkFaults(&c)
	}
	for i := range c.problems {
		c.problems[i].Message += "; run: go run ./tools/pairs record " + l.ID
	}
	return c.problems
}

// checkSources reports each source that is not as it was recorded.
func (l *Lesson) checkSources(c *checker) {
	recorded := map[string]string{}
	for _, source := range l.Run.Recording.Sources {
		recorded[source.Path] = source.Hash
	}
	for _, source := range l.SourceHashes(l.Run.Capture) {
		name := path.Join(path.Dir(l.Run.Path), source.Path)
		switch recorded[source.Path] {
		case source.Hash:
		case "":
			c.problems.report(name, 1, "recorded", "is not recorded yet")
		default:
			c.problems.report(name, 1, "recorded", "changed since it was recorded on %s", l.Run.Recording.Date)
		}
		delete(recorded, source.Path)
	}
	for name := range recorded {
		if l.Pair(path.Dir(name)) == nil { // else the file is missed already
			c.report(1, "recorded", "recorded with %s, which is gone", name)
		}
	}
}

// checkSections reports sections that a recording cannot have, or packets that
// do not say what the section wire says.
func (l *Lesson) checkSections(c *checker) {
	run, rec := l.Run, l.Run.Recording
	switch {
	case len(rec.damage) > 0:
		c.problems = append(c.problems, rec.damage...)
	case rec.seal != rec.sealed():
		c.report(1, "seal", "what was recorded has been changed by hand: its seal is broken")
	case run.undecoded != nil:
		c.problems.report(l.capturePath(), 1, "recorded-wire", "%v", run.undecoded)
	case run.Trace == nil && rec.Wire != "":
		c.report(1, "recorded-wire", "the section wire is there, and %s is not", captureName)
	case run.Trace != nil && run.Trace.Transcript() != rec.Wire:
		c.report(1, "recorded-wire", "the section wire is not what %s holds", captureName)
	}
}

// capturePath is where the lesson's packets stand.
func (l *Lesson) capturePath() string { return path.Join(path.Dir(l.Run.Path), captureName) }
