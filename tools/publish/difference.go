package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"unicode/utf8"
)

// Kind is the way in which a file on disk is not what it should be.
type Kind string

// The kinds, in words for a person.
const (
	Missing   Kind = "is missing"
	Extra     Kind = "comes from no source"
	Different Kind = "is not what the sources give" // or is no regular file
)

// Difference is one file in which a folder and a site differ.
type Difference struct {
	Path string // of the file, with slashes; begins with the folder as given
	Kind Kind
	Line int // the first that differs, from 1; 0 where there is none to name
}

// String returns "path:line: message", or "path: message" without a line. The
// message says what to do.
func (d Difference) String() string {
	where := d.Path
	if d.Line > 0 {
		where = fmt.Sprintf("%s:%d", d.Path, d.Line)
	}
	return fmt.Sprintf("%s: %s; run: go run ./tools/pairs build", where, d.Kind)
}

// Compare returns every file in which dir and files differ, sorted by path. A
// dir that does not exist lacks every file. Empty folders are no difference:
// git does not keep them. It changes nothing.
func Compare(dir string, files Files) (found []Difference, err error) {
	p, err := openPlace(dir)
	if err != nil {
		return nil, fmt.Errorf("compare %s: %w", dir, err)
	}
	defer p.Close()
	pl, err := p.plan(context.Background(), files)
	if err != nil {
		return nil, fmt.Errorf("compare %s: %w", dir, err)
	}
	var failed error
	for _, name := range pl.changed() {
		_, wanted := files[name]
		mode, there := p.held[name]
		d := Difference{Path: path.Join(filepath.ToSlash(dir), name), Kind: Different}
		switch {
		case path.Base(name) == litter:
			continue
		case !wanted:
			d.Kind = Extra
		case !there || mode.IsDir():
			d.Kind = Missing
		case pl.over[name]:
			got, err := p.root.ReadFile(p.at(name))
			failed = errors.Join(failed, err)
			d.Line = firstLine(got, files[name])
		}
		found = append(found, d)
	}
	return found, failed
}

// firstLine returns the number of the first line in which two texts differ, or
// 0 if one of them is no text: not UTF-8, or with a NUL.
func firstLine(got, want []byte) int {
	for _, b := range [][]byte{got, want} {
		if !utf8.Valid(b) || bytes.ContainsRune(b, 0) {
			return 0
		}
	}
	same := 0
	for same < len(got) && same < len(want) && got[same] == want[same] {
		same++
	}
	return 1 + bytes.Count(got[:same], []byte("\n"))
}
