package snippet

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Step is a numbered part of a program: from its comment to the next one.
// A joined step covers several numbers.
type Step struct {
	From, To int    // numbers, from 1; To == From unless joined
	Line     int    // of its comment, from 1
	Title    string // the comment's first sentence or line, without the number
}

// Joined reports whether the step covers several numbers.
func (s Step) Joined() bool { return s.To > s.From }

// String returns the step's numbers as its comment has them: 2, or 1-3.
func (s Step) String() string {
	if s.To != s.From {
		return fmt.Sprintf("%d-%d", s.From, s.To)
	}
	return strconv.Itoa(s.From)
}

// stepMark matches the text of a comment that begins a step: "1. Create",
// "1-3. Listen creates".
var stepMark = regexp.MustCompile(`^(\d{1,3})(?:-(\d{1,3}))?\. (\S.*)$`)

// scanSteps finds the numbered comments of a program. A step's comment stands
// on a line of its own; what is not one is passed over, so scanSteps has no
// errors: the rules about numbers are checked by Check.
func scanSteps(source []byte, language Language) []Step {
	var steps []Step
	number := 0
	for line := range bytes.Lines(source) {
		number++
		text, ok := strings.CutPrefix(strings.TrimSpace(string(line)), language.comment()+" ")
		if !ok {
			continue
		}
		if m := stepMark.FindStringSubmatch(text); m != nil {
			steps = append(steps, newStep(m, number))
		}
	}
	return steps
}

func newStep(m []string, line int) Step {
	from, _ := strconv.Atoi(m[1]) // the pattern holds one to three digits
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	return Step{From: from, To: to, Line: line, Title: m[3]}
}
