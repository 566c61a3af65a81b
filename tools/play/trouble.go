package play

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"socketpairs/tools/book"
	"socketpairs/tools/play/process"
)

// Trouble is the error of a run that could not be played to its end because of
// one of its programs. The problem names that program's source and line, what
// the programs printed last, and what to do.
type Trouble struct{ book.Problem }

// Error implements error.
func (t *Trouble) Error() string { return t.Problem.String() }

// lastLines is how many of the lines that a program printed last are shown.
const lastLines = 20

// trouble blames a program for the end of the run.
func (s *Stage) trouble(p *Started, what, advice string) error {
	printed := p.Output()
	program := s.Lesson.Pair(p.Start.Role).Program(p.Language)
	message := p.Start.Name + " " + what + ", with " + s.Mix.Describe(s.Lesson) + s.history()
	if advice != "" {
		message += "\n\t" + advice
	}
	return &Trouble{book.Problem{Path: program.Path, Line: lineOf(program, printed.Stderr), Message: message}}
}

// Late says what the run waits for in vain, if that is why it was given up: a
// program that has failed is to blame before the one that is waited for.
func (s *Stage) Late(ctx context.Context, p *Started, what, advice string) error {
	why := isOver(ctx)
	if why == "" {
		return ctx.Err()
	}
	for _, other := range s.programs {
		if other.HasFailed() {
			return s.trouble(other, complaint(other.Output())+"; "+why+", and "+p.Start.Name+" "+what, "")
		}
	}
	return s.trouble(p, what+"; "+why, advice)
}

// history returns what the programs have printed last, each line on a new line.
func (s *Stage) history() string {
	var b strings.Builder
	for _, p := range s.programs {
		printed := p.Output()
		for _, line := range lastOf(cmp.Or(printed.Stdout+printed.Stderr, "(nothing)")) {
			b.WriteString("\n\t" + p.Start.Name + "| " + line)
		}
	}
	return b.String()
}

// lastOf returns the last lines of a text, for people to read.
func lastOf(text string) []string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if more := len(lines) - lastLines; more > 0 {
		lines = append([]string{fmt.Sprintf("(%d lines before)", more)}, lines[more:]...)
	}
	for i, line := range lines {
		lines[i] = shortened(line)
	}
	return lines
}

// shortened is a line that people can read.
func shortened(line string) string {
	const most = 500
	if len(line) > most {
		line = line[:most] + " ..."
	}
	return line
}

// complaint says what is wrong with how a program ended; empty if nothing is.
func complaint(p process.Output) string {
	switch {
	case p.Flooded:
		return fmt.Sprintf("printed more than %d bytes, and was ended: does a loop never stop, such as one that goes on after the end of a stream?", process.MaxOutput)
	case len(p.Strays) > 0:
		return fmt.Sprintf("has ended, but what it had started still ran, and was ended: %s; let it wait for what it starts",
			strings.Join(p.Strays, ", "))
	case p.Exit != "":
		return "ended with " + p.Exit
	case p.Stderr != "":
		return "wrote to standard error"
	}
	return ""
}

// The places that Python's tracebacks and Go's panics name.
var (
	pythonPlace = regexp.MustCompile(`File "([^"]+)", line (\d+)`)
	goPlace     = regexp.MustCompile(`(?m)^\t(\S+/main\.go):(\d+)`)
)

// lineOf returns the line of a program that its complaints name as the place
// of a failure: the innermost that is in the program itself; 1 if none is.
func lineOf(program *book.Program, stderr string) int {
	found := ""
	if program.Language == book.Go {
		if m := goPlace.FindStringSubmatch(stderr); m != nil { // the innermost comes first
			found = m[2]
		}
	}
	for _, m := range pythonPlace.FindAllStringSubmatch(stderr, -1) {
		if strings.HasSuffix(strings.ReplaceAll(m[1], `\`, "/"), program.Path) {
			found = m[2]
		}
	}
	line, _ := strconv.Atoi(found)
	return cmp.Or(line, 1)
}
