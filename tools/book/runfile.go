package book

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
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

// needKinds are the values that the setting "needs" may have, and what each
// asks of a machine.
var needKinds = []struct{ name, says string }{
	{"linux", "Linux"},
	{"unix", "Linux or macOS"},
	{"aliases", "more addresses of the loopback than 127.0.0.1, such as 127.0.0.2"},
}

// NeedNames lists the values that the setting "needs" may have.
func NeedNames() []string {
	var names []string
	for _, kind := range needKinds {
		names = append(names, kind.name)
	}
	return names
}

// setting is a line "name: value" at the top of a script.
type setting struct {
	name, takes, says string
	set               func(p *runParser, line int, value string)
}

// settings lists the settings there are.
func settings() []setting {
	return []setting{
		{"needs", "one or more of the needs below", "what a machine must have; elsewhere the run is left out", (*runParser).setNeeds},
		{"unordered", "names of programs", "whose lines may come in any order", func(p *runParser, _ int, value string) {
			p.run.Unordered = strings.Fields(value)
		}},
		{"because", "a sentence", "the reason for needs or unordered; each of them wants one", func(p *runParser, _ int, value string) {
			p.run.Because = value
		}},
		{"survives", "names of faults", "what the server lives through, in either language; it is tried", func(p *runParser, line int, value string) {
			p.parseSurvives(line, strings.Fields(value))
		}},
	}
}

// scriptCommands are the lines that a script is made of, and what each does.
var scriptCommands = []struct{ usage, does string }{
	{"ROLE [as NAME] [ARGUMENTS] [&]", "starts a role's program; as gives it another name, where a role is started twice. " +
		"The script goes on when the program has printed a ready line, or has ended; with & it goes on at once"},
	{"stop NAME", "interrupts a program, as Ctrl-C does, and waits for its end"},
	{"wait", "waits until every program has ended; the end of a script does so, too"},
}

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

// loadCapture reads and decodes the packets of the recording, if there are
// any. Packets that cannot be decoded are not a source's fault: see Stale.
func (l *loader) loadCapture(name string) {
	capture, err := readFile(l.root, name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		l.report(name, 0, "readable", "cannot be read: %v", err)
		return
	}
	run := l.lesson.Run
	run.Capture = capture
	run.Trace, run.undecoded = wire.ReadCapture(capture)
}

// ParseRun reads a run file: a script, then what was recorded. It reports
// every line of the script that it does not understand. What is wrong with the
// recording is kept in it: Stale reports that, and recording again mends it.
func ParseRun(name string, text []byte) (*Run, []Problem) {
	archive := txtar.Parse(text)
	p := &runParser{checker{path: name}, &Run{Path: name, script: archive.Comment}, map[string]bool{}}
	p.parseScript()
	if len(archive.Files) > 0 {
		recorded := &runParser{checker{path: name}, p.run, nil}
		p.run.Recording = recorded.parseSections(archive.Files, 1+bytes.Count(archive.Comment, []byte("\n")))
		p.run.Recording.damage = recorded.problems
	}
	return p.run, p.problems
}

type runParser struct {
	checker
	run      *Run
	settings map[string]bool // that were set
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
		p.report(1, "script-roles", "the script starts no program; write a line for each, such as server")
	}
}

func (p *runParser) parseSetting(line int, key, value string) {
	if len(p.run.Commands) > 0 {
		p.report(line, "setting", "the setting %s comes after a command; settings stand at the top", key)
	}
	if p.settings[key] {
		p.report(line, "setting", "the setting %s stands twice; write one line", key)
	}
	p.settings[key] = true
	var known []string
	for _, setting := range settings() {
		if setting.name == key {
			setting.set(p, line, value)
			return
		}
		known = append(known, setting.name)
	}
	p.report(line, "setting", "unknown setting %q; known are %s", key, strings.Join(known, ", "))
}

func (p *runParser) setNeeds(line int, value string) {
	p.run.Needs = strings.Fields(value)
	for _, need := range p.run.Needs {
		if !slices.Contains(NeedNames(), need) {
			p.report(line, "setting", "unknown need %q; known are %s", need, strings.Join(NeedNames(), ", "))
		}
	}
}

func (p *runParser) parseCommand(line int, words []string) {
	switch {
	case words[0] == "wait":
		if len(words) > 1 {
			p.report(line, "command", "wait takes no words: it waits for every program")
		}
		p.run.Commands = append(p.run.Commands, Wait{line})
	case words[0] == "stop":
		if len(words) != 2 {
			p.report(line, "command", "stop takes one name: stop server")
			return
		}
		if !p.started(words[1]) {
			p.report(line, "program-name", "%s was not started before this line", words[1])
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
			p.report(line, "command", "as takes a name: client as ann")
			return
		}
		start.Name, words = words[1], words[2:]
	}
	start.Args = words
	if i := slices.IndexFunc(words, isShell); i >= 0 {
		p.report(line, "command", "%q means nothing here: a program is started without a shell, and reads nothing", words[i])
	}
	switch {
	case !ValidName(start.Role):
		p.report(line, "command", "%q is not a command; write ROLE [as NAME] [ARGUMENTS] [&], stop NAME, or wait", start.Role)
		return
	case !ValidName(start.Name) || start.Name == wireSection || start.Name == recordedSection:
		p.report(line, "program-name", "%q cannot name a program here; use lower case letters, and neither wire nor recorded", start.Name)
		return
	case p.started(start.Name):
		p.report(line, "program-name", "%s is started twice; give one another name: %s as NAME", start.Name, start.Role)
		return
	}
	p.run.Commands = append(p.run.Commands, start)
}

// isShell reports whether a word is for a shell: it would reach the program as
// an argument.
func isShell(word string) bool {
	return strings.ContainsAny(word[:1], "<>|;&$`\"'")
}

func (p *runParser) started(name string) bool {
	return slices.ContainsFunc(p.run.Starts(), func(s Start) bool { return s.Name == name })
}
