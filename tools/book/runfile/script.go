package runfile

import (
	"slices"
	"strings"

	"socketpairs/tools/book/rule"
)

// parser reads a run file and reports what it does not understand.
type parser struct {
	rule.File
	run *File
}

// CommandKind is a line that a script may have.
type CommandKind struct {
	Usage string // stop NAME
	Does  string // for authors

	word  string // that it begins with; "" for a role
	parse func(p *parser, line int, words []string)
}

// CommandKinds lists the commands.
func CommandKinds() []CommandKind {
	return []CommandKind{
		{"ROLE [as NAME] [ARGUMENTS] [&]", "starts a role's program; as gives it another name, where a role is started twice. " +
			"The script goes on when the program has printed a ready line, or has ended; with & it goes on at once", "", (*parser).parseStart},
		{"stop NAME", "interrupts a program, as Ctrl-C does, and waits for its end", "stop", (*parser).parseStop},
		{"wait", "waits until every program has ended; the end of a script does so, too", "wait", (*parser).parseWait},
	}
}

// IsWord reports whether a name means something in every run file, so that no
// role can have it: that of a command or of a section.
func IsWord(name string) bool {
	isCommand := slices.ContainsFunc(CommandKinds(), func(k CommandKind) bool { return k.word == name })
	return name == "as" || isCommand || slices.Contains(ownSections(), name)
}

func (p *parser) parseScript() {
	var caption []string
	set := map[string]bool{}
	number := 0
	for text := range strings.Lines(string(p.run.Script)) {
		number++
		text = strings.TrimSpace(text)
		key, value, isSetting := strings.Cut(text, ": ")
		switch {
		case text == "":
		case strings.HasPrefix(text, "#"):
			if len(p.run.Commands) == 0 {
				caption = append(caption, strings.TrimSpace(text[1:]))
			}
		case isSetting && rule.ValidName(key):
			if set[key] {
				p.Report(number, "setting", "the setting %s stands twice; write one line", key)
			}
			set[key] = true
			p.parseSetting(number, key, strings.TrimSpace(value))
		default:
			p.parseCommand(number, strings.Fields(text))
		}
	}
	p.run.Caption = strings.Join(caption, " ")
	if len(p.run.Starts()) == 0 {
		p.Report(1, "script-roles", "the script starts no program; write a line for each, such as server")
	}
}

func (p *parser) parseCommand(line int, words []string) {
	kinds := CommandKinds()
	i := slices.IndexFunc(kinds, func(k CommandKind) bool { return k.word == words[0] })
	kinds[max(i, 0)].parse(p, line, words)
}

func (p *parser) parseWait(line int, words []string) {
	if len(words) > 1 {
		p.Report(line, "command", "wait takes no words: it waits for every program")
	}
	p.run.Commands = append(p.run.Commands, Wait{line})
}

func (p *parser) parseStop(line int, words []string) {
	if len(words) != 2 {
		p.Report(line, "command", "stop takes one name: stop server")
		return
	}
	if _, started := p.run.Start(words[1]); !started {
		p.Report(line, "program-name", "%s was not started before this line", words[1])
	}
	p.run.Commands = append(p.run.Commands, Stop{words[1], line})
}

func (p *parser) parseStart(line int, words []string) {
	start := Start{Role: words[0], Name: words[0], Line: line}
	words = words[1:]
	if len(words) > 0 && words[len(words)-1] == "&" {
		start.Background, words = true, words[:len(words)-1]
	}
	if len(words) > 0 && words[0] == "as" {
		if len(words) == 1 {
			p.Report(line, "command", "as takes a name: client as ann")
			return
		}
		start.Name, words = words[1], words[2:]
	}
	start.Args = words
	if i := slices.IndexFunc(words, isShell); i >= 0 {
		p.Report(line, "command", "%q means nothing here: a program is started without a shell, and reads nothing", words[i])
	}
	_, again := p.run.Start(start.Name)
	switch {
	case !rule.ValidName(start.Role):
		p.Report(line, "command", "%q is not a command; known are %s", start.Role, rule.List(CommandKinds(), func(k CommandKind) string { return k.Usage }))
	case !rule.ValidName(start.Name) || slices.Contains(ownSections(), start.Name):
		p.Report(line, "program-name", "%q cannot name a program here; use lower case letters, and neither %s", start.Name, strings.Join(ownSections(), " nor "))
	case again:
		p.Report(line, "program-name", "%s is started twice; give one another name: %s as NAME", start.Name, start.Role)
	default:
		p.run.Commands = append(p.run.Commands, start)
	}
}

// isShell reports whether a word is for a shell: it would reach the program as
// an argument.
func isShell(word string) bool {
	return strings.ContainsAny(word[:1], "<>|;&$`\"'")
}
