// Package book holds the course as plain data: its parts, lessons, pairs of
// programs and runs, and judges whether it keeps the rules.
//
// Load reads the folders lessons/ and snippets/ once; Check reports every
// rule that is broken. Both are pure functions of the files: they start no
// program, ask no clock and write nothing. Package play turns a Book's
// programs into recordings, package render turns a Book into pages.
//
// Begin at Load and Book, then Lesson. The rules are in package rule, the
// language of a run in package runfile, what authors write in README.md. The
// files, in the order of the data:
//
//	load.go, loader.go       the folders; again and again, what has changed
//	contents.go              which lessons there are
//	lesson.go, markdown.go   a lesson's text, as a tree
//	cells.go, demux.go       the fenced blocks; callout.go, the marked quotes
//	terms.go, task.go        what a text explains, and what it asks for
//	facts.go                 the sources of its numbers
//	steps.go, run.go         programs beside each other; their run
//	check.go                 all rules, by way of
//	checktext.go and length.go, numbers.go, straymarkdown.go, checkdiff.go, checkcolumns.go
//	checkcalls.go, claims.go the arrows against the packets
//	checkprogram.go          and checktitles.go, droppederror.go
//	stalerecording.go        what is recorded against what there is
package book

import "socketpairs/tools/book/rule"

// Book is the whole course.
type Book struct {
	Title   string
	Home    string // the address where readers find the project; may be empty
	Parts   []*Part
	Lessons []*Lesson // in the order of the course
	Pages   []*Lesson // pages of text alone, which belong to no part

	byID     map[string]*Lesson // lessons and pages
	refused  map[string]bool    // ids that the contents name and that cannot be
	problems rule.Problems      // found while loading
}

// Part is a row of lessons under one title.
type Part struct {
	Number  int // from 1
	Title   string
	Intro   string // one paragraph, plain text
	Lessons []*Lesson
}

// Lesson is one page: a text with cells, the programs and the run that the
// cells show. A page of text alone is one without Part, Number and programs.
type Lesson struct {
	ID       string // file stem, folder and URL: first-connection
	Number   int    // from 1, through the whole course
	Part     *Part
	Title    string
	Question string
	Path     string // lessons/first-connection.md

	Source []byte  // the whole file; see Document
	Pairs  []*Pair // by role, in the order of the run's script
	Run    *Run    // never nil; Run.Recording may be
	Terms  []Term  // that the text explains
	Tasks  []Task  // that the text sets its reader
	Facts  []Fact  // that the text says besides
	Words  string  // by which people ask for what it answers, for the search

	Minutes int       // that it takes to read and to run; see WordsAMinute
	Needs   []*Lesson // earlier ones that a reader should know

	Previous, Next *Lesson // nil at the ends

	front   int             // offset of the first byte after the front matter
	lines   lineIndex       // offsets to line numbers
	anchors map[string]bool // the headings' ids
	links   []link          // to places in the course
	needs   []entry         // the ids of Needs
	shown   shown           // that its programs, its run and its tasks show
	reading *reading        // of the files that all but its place comes from
}

// Pair is one role's program in both languages.
type Pair struct {
	Role   string // server
	Python *Program
	Go     *Program
	Rows   []Row // the steps of both side by side; see Row
}

// Programs lists the pair's programs, Python first, leaving out a missing one.
func (p *Pair) Programs() []*Program {
	var all []*Program
	for _, program := range []*Program{p.Python, p.Go} {
		if program != nil {
			all = append(all, program)
		}
	}
	return all
}

// Program returns the pair's program in a language; nil if it is missing.
func (p *Pair) Program(l Language) *Program {
	if l == Python {
		return p.Python
	}
	return p.Go
}

// Pair returns the lesson's pair of a role; nil if there is none.
func (l *Lesson) Pair(role string) *Pair {
	for _, pair := range l.Pairs {
		if pair.Role == role {
			return pair
		}
	}
	return nil
}

// Line returns the number, from 1, of the line that holds a byte offset of
// the lesson's source.
func (l *Lesson) Line(offset int) int { return l.lines.line(offset) }

// SameFiles reports whether two lessons come from the same reading of their
// files by a Loader: then they differ at most in their place in the course.
func (l *Lesson) SameFiles(other *Lesson) bool {
	return l.reading != nil && l.reading == other.reading
}

// Lesson returns the lesson with an id; nil if there is none.
func (b *Book) Lesson(id string) *Lesson {
	if lesson := b.byID[id]; lesson != nil && lesson.Part != nil {
		return lesson
	}
	return nil
}

// Page returns the lesson, or the page of text alone, with an id; nil if there
// is none.
func (b *Book) Page(id string) *Lesson { return b.byID[id] }

// Language is one of the two languages of the course.
type Language int

// The languages, in the order in which a page shows them.
const (
	Python Language = iota
	Go
)

// Languages lists both languages in page order.
var Languages = [...]Language{Python, Go}

// String returns the language's name for readers: Python or Go.
func (l Language) String() string { return [...]string{"Python", "Go"}[l] }

// Short returns the name used in mixes, file endings and classes: py or go.
func (l Language) Short() string { return [...]string{"py", "go"}[l] }

// comment returns what starts a comment that runs to the end of its line.
func (l Language) comment() string { return [...]string{"#", "//"}[l] }

// Program is one source file that is run as it is.
type Program struct {
	Language Language
	Path     string // snippets/first-connection/server/server.py
	Source   []byte
	Steps    []Step // in the order of the file; the preamble is not a step
}

// Step is a numbered part of a program: from its comment to the next one.
// A joined step covers several numbers.
type Step struct {
	From, To int    // numbers, from 1; To == From unless joined
	Line     int    // of its comment, from 1
	Title    string // the comment's first sentence or line, without the number
}

// Joined reports whether the step covers several numbers.
func (s Step) Joined() bool { return s.To > s.From }

// Problem is something that a person should mend, where, and why.
type Problem = rule.Problem
