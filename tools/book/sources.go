package book

import (
	"crypto/sha256"
	"fmt"
	"path"
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

// relative returns a path relative to the lesson's snippet folder.
func (l *Lesson) relative(name string) string {
	return strings.TrimPrefix(name, path.Dir(l.Run.Path)+"/")
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return fmt.Sprintf("%x", sum[:8])
}

// checkFresh reports each source that has changed since the recording.
func (l *Lesson) checkFresh() []Problem {
	again := "run: go run ./tools/pairs record " + l.ID
	if l.Run.Recording == nil {
		return []Problem{{l.Run.Path, 1, "nothing is recorded yet; " + again}}
	}
	recorded := map[string]string{}
	for _, source := range l.Run.Recording.Sources {
		recorded[source.Path] = source.Hash
	}
	var problems []Problem
	for _, source := range l.SourceHashes(l.Run.Capture) {
		if recorded[source.Path] != source.Hash {
			name := path.Join(path.Dir(l.Run.Path), source.Path)
			problems = append(problems, Problem{name, 1, "changed since it was recorded on " + l.Run.Recording.Date + "; " + again})
		}
		delete(recorded, source.Path)
	}
	for name := range recorded {
		problems = append(problems, Problem{l.Run.Path, 1, "recorded with " + name + ", which is gone; " + again})
	}
	return problems
}
