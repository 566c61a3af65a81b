package render

import (
	"fmt"
	"html/template"

	"socketpairs/tools/book"
	"socketpairs/tools/book/markup"
)

// frame is what the template of every page needs: all that a page shows beside
// its text. It is plain data, so that two of them can be compared.
type frame struct {
	Course      string // the course's title
	Home        string // where readers find the project; may be empty
	Title       string // of the page; empty on the home page
	Description string
	Pages       []navPage
	Lesson      *lessonHead // nil where the page is generated
}

// lessonHead is what stands above and below the text of a lesson.
type lessonHead struct {
	navLesson
	Question       string
	Minutes        int
	Part           navPart    // zero for a page of text alone
	Previous, Next *navLesson // nil at the ends
}

// navPart is the part of the course in the sidebar, with the lessons around the
// page: a page must not grow with the course.
type navPart struct {
	Number int
	Title  string
	Near   []navLesson
	Left   int // how many of the part's lessons are not listed
}

// navPage is a page in the sidebar that is not a lesson.
type navPage struct {
	ID, Title string
	Current   bool
}

type navLesson struct {
	ID      string
	Number  int
	Title   string
	Current bool
}

// newNavLesson returns nil for no lesson.
func newNavLesson(lesson *book.Lesson) *navLesson {
	if lesson == nil {
		return nil
	}
	return &navLesson{ID: lesson.ID, Number: lesson.Number, Title: lesson.Title}
}

// nearLessons are the most lessons that a sidebar lists before and after the
// current one.
const nearLessons = 12

// around returns the part of a slice that is within reach of place i.
func around[T any](all []T, i, reach int) []T {
	return all[max(0, i-reach):min(len(all), i+reach+1)]
}

func (s *site) frame(title, description string, lesson *book.Lesson) frame {
	f := frame{Course: s.book.Title, Home: s.book.Home, Title: title, Description: description}
	for _, page := range s.book.Pages {
		f.Pages = append(f.Pages, navPage{page.ID, page.Title, page == lesson})
	}
	if s.hasTerms() {
		f.Pages = append(f.Pages, navPage{book.GlossaryID, glossaryTitle, title == glossaryTitle})
	}
	if lesson != nil {
		f.Lesson = &lessonHead{
			navLesson: *newNavLesson(lesson), Question: lesson.Question, Minutes: lesson.Minutes,
			Previous: newNavLesson(lesson.Previous), Next: newNavLesson(lesson.Next),
		}
		if lesson.Part != nil {
			f.Lesson.Part = newNavPart(lesson)
		}
	}
	return f
}

func newNavPart(lesson *book.Lesson) navPart {
	part := lesson.Part
	n := navPart{Number: part.Number, Title: part.Title}
	place := lesson.Number - part.Lessons[0].Number
	for _, near := range around(part.Lessons, place, nearLessons) {
		n.Near = append(n.Near, navLesson{near.ID, near.Number, near.Title, near == lesson})
	}
	n.Left = len(part.Lessons) - len(n.Near)
	return n
}

// homeView is what the template of the home page needs.
type homeView struct {
	frame
	Parts   []*book.Part
	Lessons []*book.Lesson
	Figures figures
	Pace    string // how fast a lesson is read
	Example *book.Lesson
	Role    string // of the example
	Pair    template.HTML
}

// homePage is the page that shows what the course is, and all its lessons.
func (s *site) homePage() ([]byte, error) {
	view := homeView{
		frame:   s.frame("", "Network programming in Python and Go, side by side.", nil),
		Parts:   s.book.Parts,
		Lessons: s.book.Lessons,
		Figures: s.figures(),
		Pace: fmt.Sprintf("%d words and %d lines of code a minute, and %d minutes for the run",
			book.WordsAMinute, book.LinesAMinute, book.RunMinutes),
	}
	if lesson, pair := example(s.book); pair != nil {
		html, err := s.exampleHTML(lesson, pair)
		if err != nil {
			return nil, err
		}
		view.Example, view.Role, view.Pair = lesson, pair.Role, html
	}
	return s.theme.page("home.html", view)
}

// example returns the pair that the home page shows: the first client.
func example(b *book.Book) (*book.Lesson, *book.Pair) {
	for _, lesson := range b.Lessons {
		if pair := lesson.Pair("client"); pair != nil {
			return lesson, pair
		}
	}
	return nil, nil
}

// exampleHTML renders a whole pair outside its lesson.
func (s *site) exampleHTML(lesson *book.Lesson, pair *book.Pair) (template.HTML, error) {
	p := newPage(s, lesson)
	err := p.writePair(&p.html, markup.PairCell{Role: pair.Role})
	return template.HTML(p.html.String()), err
}
