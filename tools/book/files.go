package book

import (
	"errors"
	"io/fs"
	"strings"

	"socketpairs/tools/book/rule"
)

// The places of the course's sources, relative to the project's root.
const (
	LessonsDir   = "lessons"
	SnippetsDir  = "snippets"
	ContentsPath = "lessons/contents.yaml"
)

// list lists a folder of the course, and reports why it cannot.
func list(p *rule.Problems, root fs.FS, name string) []fs.DirEntry {
	entries, err := readDir(root, name)
	if err != nil {
		p.Report(name, 0, "readable", "cannot be read: %v", err)
	}
	return entries
}

// readText reads a text file and reports what would make its bytes hard to
// compare: nothing in it, invalid UTF-8, carriage returns, no last line end.
// It returns nil if the file cannot be used at all.
func (r *reading) readText(name string) []byte {
	text, err := readFile(r.root, name)
	if err != nil {
		r.Report(name, 0, "readable", "cannot be read: %v", err)
		return nil
	}
	if !r.CheckPlain(name, text) {
		return nil
	}
	return text
}

// readFile reads a regular file: a link could lead out of the course, and a
// pipe would never end. Its errors do not name the file.
func readFile(root fs.FS, name string) ([]byte, error) {
	info, err := fs.Lstat(root, name)
	switch {
	case err != nil:
		return nil, unwrapPath(err)
	case info.Mode().Type() == fs.ModeSymlink:
		return nil, errors.New("it is a symbolic link; put the file itself here")
	case !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file; remove it, or put one here")
	}
	text, err := fs.ReadFile(root, name)
	return text, unwrapPath(err)
}

// readDir lists a folder, not a link to one. Its errors do not name it.
func readDir(root fs.FS, name string) ([]fs.DirEntry, error) {
	if info, err := fs.Lstat(root, name); err != nil {
		return nil, unwrapPath(err)
	} else if !info.IsDir() {
		return nil, errors.New("it is not a folder; put a folder of this name here")
	}
	entries, err := fs.ReadDir(root, name)
	return entries, unwrapPath(err)
}

// unwrapPath drops the path from an error about a file: problems name it.
func unwrapPath(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }
