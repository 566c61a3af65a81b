package publish

import (
	"bytes"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Kind is the way in which a file on disk is not what it should be.
type Kind int

const (
	// Missing is a file of the site that the folder lacks.
	Missing Kind = iota + 1
	// Extra is a file in the folder that is not of the site.
	Extra
	// Different is a file with other bytes than the site's, or no regular file.
	Different
)

// String returns what a person should read about a file of this kind.
func (k Kind) String() string {
	switch k {
	case Missing:
		return "is missing"
	case Extra:
		return "comes from no source"
	default:
		return "is not what the sources give"
	}
}

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
// git does not keep them. It reads each file once and changes nothing.
func Compare(dir string, files Files) ([]Difference, error) {
	found, err := compare(dir, files)
	if err != nil {
		return nil, fmt.Errorf("compare %s: %w", dir, err)
	}
	for i := range found {
		found[i].Path = path.Join(filepath.ToSlash(dir), found[i].Path)
	}
	return found, nil
}

// compare is Compare with paths relative to dir.
func compare(dir string, files Files) ([]Difference, error) {
	if err := files.check(); err != nil {
		return nil, err
	}
	p, err := openPlace(dir)
	if err != nil {
		return nil, err
	}
	defer p.Close()
	if err := p.scan(); err != nil {
		return nil, err
	}
	found, err := p.wrong(p.held, files)
	if err != nil {
		return nil, err
	}
	for _, name := range p.held.filesNotIn(files) {
		found = append(found, Difference{Path: name, Kind: Extra})
	}
	slices.SortFunc(found, func(a, b Difference) int { return strings.Compare(a.Path, b.Path) })
	return found, nil
}

// wrong returns those of files that the site lacks or holds differently.
func (p *place) wrong(held *tree, files Files) ([]Difference, error) {
	var found []Difference
	for name, want := range files {
		regular, ok := held.files[name]
		switch {
		case !ok:
			found = append(found, Difference{Path: name, Kind: Missing})
			continue
		case !regular:
			found = append(found, Difference{Path: name, Kind: Different})
			continue
		}
		got, err := p.root.ReadFile(p.at(name))
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(got, want) {
			found = append(found, Difference{Path: name, Kind: Different, Line: firstLine(got, want)})
		}
	}
	return found, nil
}

// firstLine returns the number of the first line in which two texts differ, or
// 0 if one of them is no text.
func firstLine(got, want []byte) int {
	if !isText(got) || !isText(want) {
		return 0
	}
	same := 0
	for same < len(got) && same < len(want) && got[same] == want[same] {
		same++
	}
	return 1 + bytes.Count(got[:same], []byte("\n"))
}

// isText reports whether the bytes are UTF-8 without a NUL.
func isText(b []byte) bool {
	return utf8.Valid(b) && !bytes.ContainsRune(b, 0)
}
