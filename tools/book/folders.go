package book

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"socketpairs/tools/book/runfile"
	"socketpairs/tools/book/snippet"
)

// loadFolders looks for lessons and snippet folders that the contents do not
// name.
func (b *Book) loadFolders(root fs.FS) {
	for _, file := range list(&b.problems, root, LessonsDir) {
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
	for _, folder := range list(&b.problems, root, SnippetsDir) {
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

// load reads the lesson's files, and returns its text's document; nil if there
// is none.
func (r *reading) load() ast.Node {
	if !r.isPage {
		r.loadRun()
		r.loadPairs()
	}
	return r.loadText()
}

// loadPairs reads the programs in snippets/LESSON/ROLE/.
func (r *reading) loadPairs() {
	dir := path.Join(SnippetsDir, r.lesson.ID)
	entries, err := readDir(r.root, dir)
	if errors.Is(err, fs.ErrNotExist) {
		r.Report(r.lesson.Path, 0, "programs", "no programs: there is no folder %s; each lesson has a folder of its name there", dir)
		return
	}
	if err != nil {
		r.Report(dir, 0, "readable", "cannot be read: %v", err)
	}
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		switch {
		case hidden(entry.Name()) || entry.Name() == runfile.Name || entry.Name() == runfile.CaptureName:
		case entry.IsDir():
			if err := checkRole(entry.Name()); err != nil {
				r.Report(name, 0, "name", "%v", err)
				continue
			}
			r.lesson.Pairs = append(r.lesson.Pairs, r.loadPair(name))
		default:
			r.Report(name, 0, "stray-file", "nothing uses this file; a lesson's folder holds a folder for each role, %s and %s", runfile.Name, runfile.CaptureName)
		}
	}
	r.sortPairs()
}

// sortPairs puts the pairs in the order in which the run starts their roles.
func (r *reading) sortPairs() {
	roles := r.lesson.Run.Roles()
	place := func(p *Pair) int {
		if i := slices.Index(roles, p.Role); i >= 0 {
			return i
		}
		return len(roles)
	}
	slices.SortStableFunc(r.lesson.Pairs, func(a, b *Pair) int { return place(a) - place(b) })
}

func (r *reading) loadPair(dir string) *Pair {
	pair := snippet.NewPair(path.Base(dir), r.loadProgram(dir, Python), r.loadProgram(dir, Go))
	for _, entry := range list(&r.Problems, r.root, dir) {
		python, golang := pair.Role+".py", pair.Role+".go"
		if name := entry.Name(); name != python && name != golang && !hidden(name) && name != "__pycache__" {
			r.Report(path.Join(dir, name), 0, "stray-file", "nothing uses this; the folder of a role holds %s and %s alone", python, golang)
		}
	}
	return pair
}

func (r *reading) loadProgram(dir string, language Language) *Program {
	name := path.Join(dir, path.Base(dir)+"."+language.Short())
	source := r.readText(name)
	if source == nil {
		return nil
	}
	return snippet.NewProgram(language, name, source)
}
