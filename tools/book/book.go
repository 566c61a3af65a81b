// Package book holds the course as plain data: its parts, lessons, pairs of
// programs and runs, and judges whether it keeps the rules.
//
// Load reads the folders lessons/ and snippets/ once; Check reports every
// rule that is broken. Both are pure functions of the files: they start no
// program, ask no clock and write nothing. Package play turns a Book's
// programs into recordings, package render turns a Book into pages.
//
// Begin at Load and Book, then Lesson. Four packages below know nothing of the
// course: rule is the table of the rules, markup the Markdown of the texts,
// snippet the programs and their steps, runfile the language of a run. What
// authors write is in README.md. The files, in the order of the data:
//
//	loader.go                the course as a whole, again and again
//	contents.go, yaml.go     which lessons there are, and what each needs
//	folders.go, files.go     what is read, and what nothing reads
//	lesson.go                a lesson's text
//	facts.go, task.go        the sources of its numbers, and what it asks for
//	ids.go, links.go         the places of a page, and what leads to them
//	run.go                   a lesson's run
//	problems.go              all rules, by way of
//	checktext.go             and plan.go, length.go, numbers.go, straymarkdown.go, quotedcode.go
//	checkcalls.go, claims.go the arrows against the packets
//	terms.go                 what all texts explain
//	stalerecording.go        what is recorded against what there is
package book

import (
	"slices"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/snippet"
)

// Book is the whole course.
type Book struct {
	Title   string
	Home    string // the address where readers find the project; may be empty
	Parts   []*Part
	Lessons []*Lesson // in the order of the course
	Pages   []*Lesson // pages of text alone, which belong to no part

	byID     map[string]*Lesson // lessons and pages
	refused  map[string]bool    // ids that the contents name and that cannot be
	contents *contents          // as they are written; nil if they could not be read
	problems rule.Problems      // found while loading: what could not be read, and what nothing reads
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
	links   []link          // but for addresses between < and >
	head    frontMatter     // as it is written
	length  length          // of the text
	shown   shown           // that its programs, its run and its tasks show
	reading *reading        // of the files that all but its place comes from
}

// Programs lists the programs of all pairs.
func (l *Lesson) Programs() []*Program {
	var all []*Program
	for _, pair := range l.Pairs {
		all = append(all, pair.Programs()...)
	}
	return all
}

// Pair returns the lesson's pair of a role; nil if there is none.
func (l *Lesson) Pair(role string) *Pair {
	if i := slices.IndexFunc(l.Pairs, func(p *Pair) bool { return p.Role == role }); i >= 0 {
		return l.Pairs[i]
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

// Term is a word of the field where a lesson explains it.
type Term = markup.Term

// What a role is made of: see package snippet.
type (
	Pair     = snippet.Pair
	Program  = snippet.Program
	Language = snippet.Language
	Step     = snippet.Step
	Row      = snippet.Row
	Block    = snippet.Block
)

// The languages of the course.
const (
	Python = snippet.Python
	Go     = snippet.Go
)

// Languages lists both languages in page order.
var Languages = snippet.Languages

// Problem is something that a person should mend, where, and why.
type Problem = rule.Problem
