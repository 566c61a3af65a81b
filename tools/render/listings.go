package render

import (
	"bytes"
	"fmt"
	"sync"

	"socketpairs/tools/book"
)

// listings are the highlighted sources of programs. Each is made once, however
// many pages show it, and however often: to highlight is most of the work of
// rendering.
type listings struct {
	mu   sync.Mutex
	made map[string]madeListing // by the program's path
}

// madeListing is a listing and the source that it was made from.
type madeListing struct {
	source  []byte
	listing listing
}

// of returns a program's highlighted source.
func (l *listings) of(program *book.Program) (listing, error) {
	l.mu.Lock()
	made, ok := l.made[program.Path]
	l.mu.Unlock()
	if ok && bytes.Equal(made.source, program.Source) {
		return made.listing, nil
	}
	made = madeListing{source: program.Source}
	var err error
	if made.listing, err = highlightProgram(program); err != nil {
		return listing{}, fmt.Errorf("%s: %w", program.Path, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.made[program.Path] = made
	return made.listing, nil
}

// drop forgets the listings of a lesson.
func (l *listings) drop(lesson *book.Lesson) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, program := range lesson.Programs() {
		delete(l.made, program.Path)
	}
}
