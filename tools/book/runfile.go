package book

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"socketpairs/tools/wire"
)

// The files that a run is kept in, in the lesson's snippet folder.
const (
	runName     = "run.txtar"
	captureName = "run.pcapng"
)

// The sections of a run file that are not a program's output.
const (
	wireSection     = "wire"
	recordedSection = "recorded"
)

// needs are the values that the setting "needs" may have: a kind of system,
// or aliases for more addresses of the loopback than 127.0.0.1.
var needs = []string{"linux", "unix", "aliases"}

// loadRun reads the lesson's run file. A lesson always has a Run, if need be
// an empty one.
func (l *loader) loadRun() {
	name := path.Join(snippetsDir, l.lesson.ID, runName)
	l.lesson.Run = &Run{Path: name}
	if _, err := fs.Stat(l.root, path.Dir(name)); err != nil {
		return // the missing folder is reported once, by loadPairs
	}
	if text := l.readText(name); text != nil {
		run, problems := ParseRun(name, text)
		l.lesson.Run = run
		l.problems = append(l.problems, problems...)
	}
	l.loadCapture(path.Join(path.Dir(name), captureName))
}

// loadCapture reads and decodes the packets of the recording, if there are any.
func (l *loader) loadCapture(name string) {
	capture, err := fs.ReadFile(l.root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		l.report(name, 0, "cannot be read: %v", unwrapPath(err))
		return
	}
	run := l.lesson.Run
	run.Capture = capture
	if run.Trace, err = wire.ReadCapture(capture); err != nil {
		l.report(name, 0, "%v; record the lesson again: go run ./tools/pairs record %s", err, l.lesson.ID)
	}
}

// ParseRun reads a run file: a script, then what was recorded. It reports
// every line that it does not understand.
func ParseRun(name string, text []byte) (*Run, []Problem) {
	archive := txtar.Parse(text)
	p := &runParser{run: &Run{Path: name, script: archive.Comment}}
	p.parseScript()
	p.parseSections(archive.Files, 1+bytes.Count(archive.Comment, []byte("\n")))
	return p.run, p.problems
}

type runParser struct {
	run      *Run
	problems []Problem
}

func (p *runParser) report(line int, format string, args ...any) {
	p.problems = append(p.problems, Problem{p.run.Path, line, fmt.Sprintf(format, args...)})
}

func (p *runParser) parseScript() {
	var caption []string
	number := 0
	for text := range strings.Lines(string(p.run.script)) {
		number++
		text = strings.TrimSpace(text)
		key, value, isSetting := strings.Cut(text, ": ")
		switch {
		case text == "":
		case strings.HasPrefix(text, "#"):
			if len(p.run.Commands) == 0 {
				caption = append(caption, strings.TrimSpace(text[1:]))
			}
		case isSetting && ValidName(key):
			p.parseSetting(number, key, strings.TrimSpace(value))
		default:
			p.parseCommand(number, strings.Fields(text))
		}
	}
	p.run.Caption = strings.Join(caption, " ")
	if len(p.run.Starts()) == 0 {
		p.report(1, "the script starts no program; write a line for each, such as server")
	}
}

func (p *runParser) parseSetting(line int, key, value string) {
	if len(p.run.Commands) > 0 {
		p.report(line, "the setting %s comes after a command; settings stand at the top", key)
	}
	switch key {
	case "needs":
		p.run.Needs = strings.Fields(value)
		for _, need := range p.run.Needs {
			if !slices.Contains(needs, need) {
				p.report(line, "unknown need %q; known are %s", need, strings.Join(needs, ", "))
			}
		}
	case "unordered":
		p.run.Unordered = strings.Fields(value)
	case "because":
		p.run.Because = value
	case "survives":
		p.parseSurvives(line, strings.Fields(value))
	default:
		p.report(line, "unknown setting %q; known are needs, unordered, because and survives", key)
	}
}

func (p *runParser) parseCommand(line int, words []string) {
	switch {
	case words[0] == "wait":
		if len(words) > 1 {
			p.report(line, "wait takes no words: it waits for every program")
		}
		p.run.Commands = append(p.run.Commands, Wait{line})
	case words[0] == "stop":
		if len(words) != 2 {
			p.report(line, "stop takes one name: stop server")
			return
		}
		if !p.started(words[1]) {
			p.report(line, "%s was not started before this line", words[1])
		}
		p.run.Commands = append(p.run.Commands, Stop{words[1], line})
	default:
		p.parseStart(line, words)
	}
}

func (p *runParser) parseStart(line int, words []string) {
	start := Start{Role: words[0], Name: words[0], Line: line}
	words = words[1:]
	if len(words) > 0 && words[len(words)-1] == "&" {
		start.Background, words = true, words[:len(words)-1]
	}
	if len(words) > 0 && words[0] == "as" {
		if len(words) == 1 {
			p.report(line, "as takes a name: client as ann")
			return
		}
		start.Name, words = words[1], words[2:]
	}
	start.Args = words
	switch {
	case !ValidName(start.Role):
		p.report(line, "%q is not a command; write ROLE [as NAME] [ARGUMENTS] [&], stop NAME, or wait", start.Role)
		return
	case !ValidName(start.Name) || start.Name == wireSection || start.Name == recordedSection:
		p.report(line, "%q cannot name a program here; use lower case letters, and neither wire nor recorded", start.Name)
		return
	case p.started(start.Name):
		p.report(line, "%s is started twice; give one another name: %s as NAME", start.Name, start.Role)
		return
	}
	p.run.Commands = append(p.run.Commands, start)
}

func (p *runParser) started(name string) bool {
	return slices.ContainsFunc(p.run.Starts(), func(s Start) bool { return s.Name == name })
}

// parseSections reads what was recorded; line is that of the first section.
func (p *runParser) parseSections(files []txtar.File, line int) {
	if len(files) == 0 {
		return
	}
	r := &Recording{}
	seen := map[string]bool{}
	for _, file := range files {
		fault, isFault := strings.CutPrefix(file.Name, faultPrefix)
		switch {
		case seen[file.Name]:
			p.report(line, "the section %s stands twice; record the lesson again", file.Name)
		case file.Name == wireSection:
			r.Wire = string(file.Data)
		case file.Name == recordedSection:
			p.parseRecorded(r, string(file.Data), line+1)
		case isFault:
			r.Faults = append(r.Faults, Output{fault, string(file.Data)})
		case !p.started(file.Name):
			p.report(line, "the script starts no program named %s; record the lesson again", file.Name)
		default:
			r.Outputs = append(r.Outputs, Output{file.Name, string(file.Data)})
		}
		seen[file.Name] = true
		line += 1 + bytes.Count(file.Data, []byte("\n"))
	}
	for _, start := range p.run.Starts() {
		if !seen[start.Name] {
			p.report(start.Line, "nothing is recorded for %s; record the lesson again", start.Name)
		}
	}
	if !seen[recordedSection] {
		p.report(1, "the section recorded is missing; record the lesson again")
	}
	p.run.Recording = r
}

var sourceLine = regexp.MustCompile(`^(\S+) ([0-9a-f]{16})$`)

func (p *runParser) parseRecorded(r *Recording, text string, line int) {
	values := map[string]*string{"date": &r.Date, "system": &r.System, "python": &r.Python, "go": &r.Go}
	for entry := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(entry), ": ")
		m := sourceLine.FindStringSubmatch(value)
		switch into := values[key]; {
		case into != nil && *into == "" && value != "":
			*into = value
		case key == "source" && m != nil:
			r.Sources = append(r.Sources, SourceHash{m[1], m[2]})
		default:
			p.report(line, "%q does not say what a recording was made with; record the lesson again", strings.TrimSpace(entry))
		}
		line++
	}
	for _, key := range []string{"date", "system", "python", "go"} {
		if *values[key] == "" {
			p.report(line-1, "the recording does not say its %s; record the lesson again", key)
		}
	}
}

// Format writes the run file: the script as it was, then the recording. It
// fails if a program printed something that the file cannot hold.
func (r *Run) Format() ([]byte, error) {
	archive := &txtar.Archive{Comment: r.script}
	if rec := r.Recording; rec != nil {
		for _, output := range rec.Outputs {
			if err := checkSection(output.Text); err != nil {
				return nil, fmt.Errorf("%s printed %w", output.Name, err)
			}
			archive.Files = append(archive.Files, txtar.File{Name: output.Name, Data: []byte(output.Text)})
		}
		if rec.Wire != "" {
			archive.Files = append(archive.Files, txtar.File{Name: wireSection, Data: []byte(rec.Wire)})
		}
		for _, fault := range rec.Faults {
			if err := checkSection(fault.Text); err != nil {
				return nil, fmt.Errorf("the fault %s shows %w", fault.Name, err)
			}
			archive.Files = append(archive.Files, txtar.File{Name: faultPrefix + fault.Name, Data: []byte(fault.Text)})
		}
		archive.Files = append(archive.Files, txtar.File{Name: recordedSection, Data: rec.formatRecorded()})
	}
	return txtar.Format(archive), nil
}

func (rec *Recording) formatRecorded() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "date: %s\nsystem: %s\npython: %s\ngo: %s\n", rec.Date, rec.System, rec.Python, rec.Go)
	for _, source := range rec.Sources {
		fmt.Fprintf(&b, "source: %s %s\n", source.Path, source.Hash)
	}
	return b.Bytes()
}

// checkSection reports text that a section of a run file would not give back
// unchanged.
func checkSection(text string) error {
	if text != "" && !strings.HasSuffix(text, "\n") {
		return fmt.Errorf("a last line without its end: %q", text)
	}
	if problems := checkText("", []byte(text)); strings.TrimSpace(text) != "" && len(problems) > 0 {
		return fmt.Errorf("in line %d: %s", problems[0].Line, problems[0].Message)
	}
	if archive := txtar.Parse([]byte(text)); len(archive.Files) > 0 {
		return fmt.Errorf("a line of the form -- %s --, which run.txtar uses itself", archive.Files[0].Name)
	}
	return nil
}
