package fault

import (
	"fmt"
	"slices"
	"strings"

	"socketpairs/tools/book"
	"socketpairs/tools/play"
)

// Failures reports every program that failed, and each time that the server
// answered the peer other than it answers an ordinary client, where the fault
// is one that must not matter to the answer.
func (r *Result) Failures() []book.Problem {
	return slices.Concat(r.Result.Failures(), r.misheard(), r.misprinted())
}

// misheard compares what the peer received with the ordinary answer.
func (r *Result) misheard() []book.Problem {
	for _, answer := range r.heard {
		want := r.anonymous(strings.Repeat(r.target.hears, answer.times))
		if got := r.rename(string(answer.data)); got != want {
			return r.aboutServer(fmt.Sprintf("answers other than an ordinary client is answered%s\n\tordinary: %s\n\tnow: %s",
				r.With(), amount([]byte(want)), amount([]byte(got))))
		}
	}
	return nil
}

// misprinted compares what a server that answers nothing printed, where
// nothing else shows what it made of the fault.
func (r *Result) misprinted() []book.Problem {
	name := r.target.start.Name
	if !r.kind.printed || r.target.hears != "" || slices.Contains(r.Lesson.Run.Unordered, name) {
		return nil
	}
	server := slices.IndexFunc(r.Programs, func(p play.Printed) bool { return p.Start.Name == name })
	early, _ := r.split(r.Programs[server])
	ordinary, _ := r.Lesson.Run.Recording.Output(name)
	now := strings.Join(early, "")
	if !r.Captured {
		now = play.MaskPorts(now, ordinary)
	}
	if strings.HasPrefix(ordinary, now) {
		return nil
	}
	return r.aboutServer("prints other than for an ordinary client" + r.With() + "\n" + play.Difference(ordinary, now, "recorded", "printed"))
}

// Compare reports how the run differs from what is recorded of the fault.
func (r *Result) Compare(recorded string) []book.Problem {
	return r.compare(recorded, "recorded", "recorded")
}

// CompareWith reports how the run differs from another one with the fault, in
// another language.
func (r *Result) CompareWith(other *Result) []book.Problem {
	return r.compare(other.Section(), "in the mix "+other.Mix.String(), "there")
}

func (r *Result) compare(section, long, short string) []book.Problem {
	now := r.Section()
	if !r.Captured {
		numbered := strings.ReplaceAll(section, "{port}", "{port 0}") // a crowd's, as maskPorts knows ports
		now = r.anonymous(play.MaskPorts(now, numbered))
	}
	if difference := play.Difference(section, now, short, "now"); difference != "" {
		return []book.Problem{{Path: r.Lesson.Run.Path, Line: 1,
			Message: "other than " + long + r.With() + "\n" + difference}}
	}
	return nil
}

// aboutServer places a problem at the server's source.
func (r *Result) aboutServer(message string) []book.Problem {
	return []book.Problem{r.Problem(play.Printed{Start: r.target.start, Language: r.Mix.Language(r.Lesson, r.target.start.Role)}, message)}
}
