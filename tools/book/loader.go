package book

import (
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"socketpairs/tools/book/rule"
)

// Load reads the course from the project's root folder. It never fails: what
// cannot be read is left out of the Book and reported by Check.
func Load(root fs.FS) *Book { return NewLoader(root).Load() }

// Loader loads the course again and again, and reads and parses only the
// lessons whose files have changed. It is not for use by several goroutines
// at once; the Books that it returns share what did not change, and nobody
// changes them.
type Loader struct {
	root     fs.FS
	readings map[string]*reading // by the id of the lesson or page
}

// NewLoader returns a Loader of the course in the project's root folder.
func NewLoader(root fs.FS) *Loader {
	return &Loader{root: root, readings: map[string]*reading{}}
}

// reading is one lesson or page as its files say: without its place in the
// course.
type reading struct {
	root          fs.FS
	lesson        Lesson
	isPage        bool             // of text alone
	rule.Problems                  // what could not be read, and what nothing reads
	broken        func() []Problem // the lesson's check, done once
	stale         func() []Problem // the lesson's Stale, done once
}

// Load reads the contents, and the lessons that are new or were forgotten. It
// is as the function Load.
func (l *Loader) Load() *Book {
	b := &Book{byID: map[string]*Lesson{}, refused: map[string]bool{}}
	b.contents = b.loadContents(l.root)
	if b.contents == nil {
		return b // nothing says which lessons there are
	}
	b.Title, b.Home = b.contents.Title.text, b.contents.Home.text
	for i, p := range b.contents.Parts {
		part := &Part{Number: i + 1, Title: p.Title.text, Intro: p.Intro.text}
		for _, entry := range p.Lessons {
			lesson := &Lesson{ID: entry.id, Part: part}
			part.Lessons = append(part.Lessons, lesson)
			b.Lessons = append(b.Lessons, lesson)
			b.byID[lesson.ID] = lesson
		}
		b.Parts = append(b.Parts, part)
	}
	for _, entry := range b.contents.Pages {
		page := &Lesson{ID: entry.id}
		b.Pages = append(b.Pages, page)
		b.byID[page.ID] = page
	}
	l.read(b)
	b.chain()
	b.resolveNeeds()
	b.loadFolders(l.root)
	return b
}

// Forget says that files of the project may have changed, by their paths from
// its root. The path of a folder stands for all that is in it.
func (l *Loader) Forget(paths ...string) {
	for _, name := range paths {
		folder, rest, _ := strings.Cut(name, "/")
		id, _, _ := strings.Cut(rest, "/")
		switch {
		case id != "" && folder == LessonsDir:
			delete(l.readings, strings.TrimSuffix(id, ".md"))
		case id != "" && folder == SnippetsDir:
			delete(l.readings, id)
		case folder == "." || folder == LessonsDir || folder == SnippetsDir:
			clear(l.readings)
		}
	}
}

// read gives each lesson and page of the book what its files say.
func (l *Loader) read(b *Book) {
	all := slices.Concat(b.Lessons, b.Pages)
	readings := make([]*reading, len(all))
	InParallel(len(all), func(i int) {
		id, isPage := all[i].ID, all[i].Part == nil
		if readings[i] = l.readings[id]; readings[i] == nil || readings[i].isPage != isPage {
			readings[i] = newReading(l.root, id, isPage)
		}
	})
	for i, lesson := range all {
		part := lesson.Part
		*lesson = readings[i].lesson
		lesson.Part, lesson.reading = part, readings[i]
		l.readings[lesson.ID] = readings[i]
		b.problems = append(b.problems, readings[i].Problems...)
	}
}

// shows returns the numbers that the lesson shows; nil if they were not asked
// for.
func (r *reading) shows() shown {
	r.broken() // collects them
	return r.lesson.shown
}

// newReading reads the files of a lesson, or of a page of text alone.
func newReading(root fs.FS, id string, isPage bool) *reading {
	r := &reading{root: root, lesson: Lesson{ID: id, Path: path.Join(LessonsDir, id+".md"), Run: &Run{}}, isPage: isPage}
	r.lesson.reading = r
	document := r.load()
	r.broken = sync.OnceValue(func() []Problem { return r.lesson.check(document) }) // and drops the document
	r.stale = sync.OnceValue(r.lesson.findStale)
	return r
}

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
	var calls errgroup.Group
	calls.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		calls.Go(func() error {
			do(i)
			return nil
		})
	}
	_ = calls.Wait() // no call fails
}
