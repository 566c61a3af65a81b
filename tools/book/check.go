package book

import "slices"

// Check reports every broken rule of the whole course, in the order of the
// files: CheckSources and Stale together.
func (b *Book) Check() []Problem {
	return Sorted(append(b.CheckSources(), b.Stale()...))
}

// CheckSources reports every broken rule but for those of the recordings. An
// empty answer means that the Book can be rendered and recorded.
func (b *Book) CheckSources() []Problem {
	found := make([][]Problem, len(b.Lessons))
	InParallel(len(b.Lessons), func(i int) {
		lesson := b.Lessons[i]
		found[i] = append(lesson.reading.broken(), slices.Concat(b.checkLinks(lesson), b.checkFactsOfLessons(lesson))...)
	})
	for _, page := range b.Pages {
		found = append(found, b.checkLinks(page), b.checkFactsOfLessons(page))
	}
	return Sorted(slices.Concat(b.problems, b.checkTerms(), slices.Concat(found...)))
}

// Stale reports each recording that is not what its lesson's programs do now.
// Its page says so, too, until the lesson is recorded again.
func (b *Book) Stale() []Problem {
	found := make([][]Problem, len(b.Lessons))
	InParallel(len(b.Lessons), func(i int) {
		if lesson := b.Lessons[i]; lesson.scriptRead() {
			found[i] = lesson.Stale()
		}
	})
	return Sorted(slices.Concat(found...))
}

// check reports the rules that a lesson's programs and script break. It knows
// the lesson's files alone, not its place in the course: a Loader keeps the
// answer until one of those files changes.
func (l *Lesson) check() []Problem {
	var found []Problem
	for _, pair := range l.Pairs {
		found = append(found, checkPair(pair)...)
	}
	if l.scriptRead() {
		found = append(found, checkScript(l)...)
	}
	return slices.Clip(found)
}

// scriptRead reports whether the lesson has a run file that could be read:
// otherwise one problem says so already.
func (l *Lesson) scriptRead() bool { return l.Run.script != nil }

// checkScript checks that the script and the folders name the same roles, and
// that every exception is needed and explained.
func checkScript(lesson *Lesson) []Problem {
	c := checker{path: lesson.Run.Path}
	for _, start := range lesson.Run.Starts() {
		if lesson.Pair(start.Role) == nil {
			c.report(start.Line, "script-roles", "the role %s has no folder beside this file", start.Role)
		}
	}
	roles := lesson.Run.Roles()
	for _, pair := range lesson.Pairs {
		if !slices.Contains(roles, pair.Role) {
			c.report(1, "script-roles", "the script never starts the role %s", pair.Role)
		}
	}
	for _, name := range lesson.Run.Unordered {
		if !slices.ContainsFunc(lesson.Run.Starts(), func(s Start) bool { return s.Name == name }) {
			c.report(1, "program-name", "unordered names %s, which the script does not start", name)
		}
	}
	checkPeerName(lesson, &c)
	excepted := len(lesson.Run.Unordered) > 0 || len(lesson.Run.Needs) > 0
	switch {
	case excepted && lesson.Run.Because == "":
		c.report(1, "because", "an exception without its reason; add: because: WHY")
	case !excepted && lesson.Run.Because != "":
		c.report(1, "because", "a reason without an exception; remove the line because:")
	}
	return c.problems
}
