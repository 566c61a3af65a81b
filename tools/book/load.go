package book

import (
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/book/snippet"
)

// The places of the course's sources, relative to the project's root.
const (
	LessonsDir   = "lessons"
	SnippetsDir  = "snippets"
	ContentsPath = "lessons/contents.yaml"
)

// Load reads the course from the project's root folder. It never fails: what
// cannot be read is left out of the Book and reported by Check.
func Load(root fs.FS) *Book { return NewLoader(root).Load() }

// chain numbers the lessons and links each with its neighbors.
func (b *Book) chain() {
	for i, lesson := range b.Lessons {
		lesson.Number = i + 1
		if i > 0 {
			lesson.Previous, b.Lessons[i-1].Next = b.Lessons[i-1], lesson
		}
	}
}

// InParallel calls do for each number below n, on all processors, and returns
// when all calls have.
func InParallel(n int, do func(int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

// loadFolders looks for lessons and snippet folders that the contents do not
// name.
func (b *Book) loadFolders(root fs.FS) {
	for _, file := range b.readDir(root, LessonsDir) {
		name := path.Join(LessonsDir, file.Name())
		switch id, isLesson := strings.CutSuffix(file.Name(), ".md"); {
		case hidden(file.Name()) || name == ContentsPath:
		case file.IsDir() && b.byID[id] != nil: // loading it has said so
		case file.IsDir() || !isLesson:
			b.problems.Report(name, 0, "stray-file", "not a lesson; this folder holds contents.yaml and one .md file for each lesson")
		case b.byID[id] == nil && !b.refused[id]:
			b.problems.Report(name, 0, "stray-file", "this lesson is not in %s; add %q to a part or to the pages, or remove the file", ContentsPath, id)
		}
	}
	for _, folder := range b.readDir(root, SnippetsDir) {
		name := path.Join(SnippetsDir, folder.Name())
		switch {
		case hidden(folder.Name()) || b.refused[folder.Name()]:
		case !folder.IsDir():
			b.problems.Report(name, 0, "stray-file", "not a folder; programs stand in snippets/LESSON/ROLE/")
		case b.Lesson(folder.Name()) == nil:
			b.problems.Report(name, 0, "stray-file", "no lesson uses this folder; add the lesson to %s, or remove the folder", ContentsPath)
		}
	}
}

// readDir lists a folder of the course, and reports why it cannot.
func (b *Book) readDir(root fs.FS, name string) []fs.DirEntry {
	entries, err := readDir(root, name)
	if err != nil {
		b.problems.Report(name, 0, "readable", "cannot be read: %v", err)
	}
	return entries
}

// loader loads one lesson and what belongs to it.
type loader struct {
	root   fs.FS
	lesson *Lesson // without its place in the course
	rule.Problems
}

// load reads the lesson's files, and returns its text's document; nil if there
// is none.
func (l *loader) load() ast.Node {
	if !l.lesson.reading.isPage {
		l.loadRun()
		l.loadPairs()
	}
	return l.loadText()
}

// readText reads a text file and reports what would make its bytes hard to
// compare: nothing in it, invalid UTF-8, carriage returns, no last line end.
// It returns nil if the file cannot be used at all.
func (l *loader) readText(name string) []byte {
	text, err := readFile(l.root, name)
	if err != nil {
		l.Report(name, 0, "readable", "cannot be read: %v", err)
		return nil
	}
	if !l.CheckPlain(name, text) {
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

// loadPairs reads the programs in snippets/LESSON/ROLE/.
func (l *loader) loadPairs() {
	dir := path.Join(SnippetsDir, l.lesson.ID)
	entries, err := readDir(l.root, dir)
	if errors.Is(err, fs.ErrNotExist) {
		l.Report(l.lesson.Path, 0, "programs", "no programs: there is no folder %s; each lesson has a folder of its name there", dir)
		return
	}
	if err != nil {
		l.Report(dir, 0, "readable", "cannot be read: %v", err)
	}
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		switch {
		case hidden(entry.Name()) || entry.Name() == runfile.Name || entry.Name() == runfile.CaptureName:
		case entry.IsDir():
			if err := checkRole(entry.Name()); err != nil {
				l.Report(name, 0, "name", "%v", err)
				continue
			}
			l.lesson.Pairs = append(l.lesson.Pairs, l.loadPair(name))
		default:
			l.Report(name, 0, "stray-file", "nothing uses this file; a lesson's folder holds a folder for each role, %s and %s", runfile.Name, runfile.CaptureName)
		}
	}
	l.sortPairs()
}

// sortPairs puts the pairs in the order in which the run starts their roles.
func (l *loader) sortPairs() {
	roles := l.lesson.Run.Roles()
	place := func(p *Pair) int {
		if i := slices.Index(roles, p.Role); i >= 0 {
			return i
		}
		return len(roles)
	}
	slices.SortStableFunc(l.lesson.Pairs, func(a, b *Pair) int { return place(a) - place(b) })
}

func (l *loader) loadPair(dir string) *Pair {
	pair := snippet.NewPair(path.Base(dir), l.loadProgram(dir, Python), l.loadProgram(dir, Go))
	entries, err := readDir(l.root, dir)
	if err != nil {
		l.Report(dir, 0, "readable", "cannot be read: %v", err)
		return pair // it says so for each file in it, too
	}
	for _, entry := range entries {
		python, golang := pair.Role+".py", pair.Role+".go"
		if name := entry.Name(); name != python && name != golang && !hidden(name) && name != "__pycache__" {
			l.Report(path.Join(dir, name), 0, "stray-file", "nothing uses this; the folder of a role holds %s and %s alone", python, golang)
		}
	}
	return pair
}

func (l *loader) loadProgram(dir string, language Language) *Program {
	name := path.Join(dir, path.Base(dir)+"."+language.Short())
	source := l.readText(name)
	if source == nil {
		return nil
	}
	return snippet.NewProgram(language, name, source)
}
