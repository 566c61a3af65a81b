package render

import (
	"io"
	"slices"

	"socketpairs/tools/book"
	"socketpairs/tools/book/runfile"
)

// figures say how much of the course is verified, counted from its sources
// and recordings.
type figures struct {
	Lessons  int
	Programs int
	Lines    int // of all programs
	Mixes    int // runs of all lessons in every mix of languages
	Faults   int // runs with a fault: each server in each language
	Talks    int // recorded connections, and rows of datagrams
	Packets  int // recorded
	Bytes    int // of the recorded packets
}

// figures counts.
func (s *site) figures() figures {
	each := make([]figures, len(s.book.Lessons))
	book.InParallel(len(each), func(i int) { each[i] = lessonFigures(s.book.Lessons[i]) })
	sum := figures{Lessons: len(each)}
	for _, f := range each {
		sum.Programs += f.Programs
		sum.Lines += f.Lines
		sum.Mixes += f.Mixes
		sum.Faults += f.Faults
		sum.Talks += f.Talks
		sum.Packets += f.Packets
		sum.Bytes += f.Bytes
	}
	return sum
}

func lessonFigures(lesson *book.Lesson) figures {
	f := figures{Mixes: 1 << len(lesson.Run.Roles()), Faults: len(book.Languages) * len(lesson.Run.Survives)}
	for _, program := range lesson.Programs() {
		f.Programs++
		f.Lines += program.Lines()
	}
	if trace := lesson.Run.Trace; trace != nil {
		f.Packets, f.Talks = len(trace.Packets), len(trace.Talks)
		for _, packet := range trace.Packets {
			f.Bytes += len(packet.Data)
		}
	}
	return f
}

func (p *page) writeFigures(w io.Writer) error {
	return p.theme.write(w, "figures.html", p.course().figures())
}

// faultView is one fault and the lessons whose servers survive it.
type faultView struct {
	runfile.Fault
	Survivors []*book.Lesson
}

// faultsPage returns where the faults are explained: the first page with a
// heading for them. It is empty if there is none.
func (s *site) faultsPage() string {
	for _, page := range s.book.Pages {
		if page.HasID("faults") {
			return page.ID + ".html#faults"
		}
	}
	return ""
}

func (p *page) writeFaults(w io.Writer) error {
	var views []faultView
	for _, fault := range runfile.Faults() {
		view := faultView{Fault: fault}
		for _, lesson := range p.course().book.Lessons {
			if slices.Contains(lesson.Run.Survives, fault.Name) && !isStale(lesson) && !lesson.Run.Recording.Ended(fault.Name) {
				view.Survivors = append(view.Survivors, lesson)
			}
		}
		views = append(views, view)
	}
	return p.theme.write(w, "faults.html", views)
}
