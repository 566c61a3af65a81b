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
	rec := l.Run.Recording
	if rec == nil {
		return l.recordAgain([]Problem{{l.Run.Path, 1, "nothing is recorded yet"}})
	}
	if len(rec.Sources) == 0 && len(rec.damage) > 0 {
		return l.recordAgain(slices.Clone(rec.damage)) // nothing says what it was made from
	}
	problems := l.checkSources(rec)
	if slices.Contains(rec.Sources, SourceHash{runName, hash(l.Run.script)}) {
		problems = append(problems, l.checkSections(rec)...) // else the script differs, which says it all
	}
	return l.recordAgain(append(problems, l.checkFaults()...))
}

// recordAgain adds the cure to problems of a recording.
func (l *Lesson) recordAgain(problems []Problem) []Problem {
	for i := range problems {
		problems[i].Message += "; run: go run ./tools/pairs record " + l.ID
	}
	return problems
}

// checkSources reports each source that is not as it was recorded.
func (l *Lesson) checkSources(rec *Recording) []Problem {
	recorded := map[string]string{}
	for _, source := range rec.Sources {
		recorded[source.Path] = source.Hash
	}
	var problems []Problem
	for _, source := range l.SourceHashes(l.Run.Capture) {
		name := path.Join(path.Dir(l.Run.Path), source.Path)
		switch recorded[source.Path] {
		case source.Hash:
		case "":
			problems = append(problems, Problem{name, 1, "is not recorded yet"})
		default:
			problems = append(problems, Problem{name, 1, "changed since it was recorded on " + rec.Date})
		}
		delete(recorded, source.Path)
	}
	for name := range recorded {
		if l.Pair(path.Dir(name)) == nil { // else the file is missed already
			problems = append(problems, Problem{l.Run.Path, 1, "recorded with " + name + ", which is gone"})
		}
	}
	return problems
}

// checkSections reports sections that a recording cannot have.
func (l *Lesson) checkSections(rec *Recording) []Problem {
	if len(rec.damage) > 0 {
		return rec.damage
	}
	if rec.seal != rec.sealed() {
		return []Problem{{l.Run.Path, 1, "what was recorded has been changed by hand: its seal is broken"}}
	}
	return l.checkCapture(rec)
}

// checkCapture reports packets that do not say what the section wire says.
func (l *Lesson) checkCapture(rec *Recording) []Problem {
	switch {
	case l.Run.undecoded != nil:
		return []Problem{{l.capturePath(), 1, fmt.Sprint(l.Run.undecoded)}}
	case l.Run.Trace == nil && rec.Wire != "":
		return []Problem{{l.Run.Path, 1, "the section wire is there, and " + captureName + " is not"}}
	case l.Run.Trace != nil && l.Run.Trace.Transcript() != rec.Wire:
		return []Problem{{l.Run.Path, 1, "the section wire is not what " + captureName + " holds"}}
	}
	return nil
}

// capturePath is where the lesson's packets stand.
func (l *Lesson) capturePath() string { return path.Join(path.Dir(l.Run.Path), captureName) }
