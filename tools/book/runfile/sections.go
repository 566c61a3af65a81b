package runfile

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"socketpairs/tools/book/rule"
)

// SectionKind is a section that record writes.
type SectionKind struct {
	Usage string // fault NAME
	Holds string // for authors

	read  func(p *parser, name, text string, line int)
	write func(rec *Recording) []txtar.File
}

// SectionKinds lists the sections, in the order of the file.
func SectionKinds() []SectionKind {
	return []SectionKind{
		{"NAME", "what the program of this name printed", (*parser).readOutput, func(rec *Recording) []txtar.File {
			return filesOf("", rec.Outputs)
		}},
		{"wire", "the two byte streams of each connection, and how each side ended", func(p *parser, _, text string, _ int) {
			p.run.Recording.Wire = text
		}, (*Recording).writeWire},
		{"fault NAME", "what the peer, and the programs, did at this fault", func(p *parser, name, text string, _ int) {
			p.run.Recording.Faults = append(p.run.Recording.Faults, Output{name, text})
		}, func(rec *Recording) []txtar.File { return filesOf("fault ", rec.Faults) }},
		{"recorded", "the date, the versions, and the hashes of the sources and of all sections", (*parser).readRecorded, (*Recording).writeRecorded},
	}
}

// nameIn returns the NAME in a section's name, and whether the section is of
// this kind.
func (k SectionKind) nameIn(section string) (string, bool) {
	before, named := strings.CutSuffix(k.Usage, "NAME")
	if !named {
		return "", section == k.Usage
	}
	name, ok := strings.CutPrefix(section, before)
	return name, ok && rule.ValidName(name)
}

// ownSections are the names of sections that no program can have.
func ownSections() []string {
	var own []string
	for _, kind := range SectionKinds() {
		if rule.ValidName(kind.Usage) {
			own = append(own, kind.Usage)
		}
	}
	return own
}

// parseSections reads what was recorded, and keeps the rest; line is that of
// the first section.
func (p *parser) parseSections(files []txtar.File, line int) {
	seen := map[string]bool{}
	for _, file := range files {
		kind, name := kindOf(file.Name)
		switch {
		case kind == nil:
			p.run.kept = append(p.run.kept, file)
		case seen[file.Name]:
			p.Report(line, "seal", "the section %s stands twice", file.Name)
		default:
			if p.run.Recording == nil {
				p.run.Recording = &Recording{}
			}
			kind.read(p, name, string(file.Data), line)
			seen[file.Name] = true
		}
		line += 1 + bytes.Count(file.Data, []byte("\n"))
	}
	for _, start := range p.run.Starts() {
		if !seen[start.Name] {
			p.Report(start.Line, "seal", "nothing is recorded for %s", start.Name)
		}
	}
	if !seen["recorded"] {
		p.Report(1, "seal", "the section recorded is missing")
	}
}

// kindOf returns the kind of a section, and the NAME in its name; nil if it is
// of none. NAME alone would fit the others, so it is asked last.
func kindOf(section string) (*SectionKind, string) {
	for _, kind := range slices.Backward(SectionKinds()) {
		if name, ok := kind.nameIn(section); ok {
			return &kind, name
		}
	}
	return nil, ""
}

func (p *parser) readOutput(name, text string, line int) {
	if _, started := p.run.Start(name); !started {
		p.Report(line, "seal", "the recording has a program %s, which the script does not start", name)
		return
	}
	p.run.Recording.Outputs = append(p.run.Recording.Outputs, Output{name, text})
}

// filesOf returns a section for each output.
func filesOf(before string, outputs []Output) []txtar.File {
	var files []txtar.File
	for _, output := range outputs {
		files = append(files, txtar.File{Name: before + output.Name, Data: []byte(output.Text)})
	}
	return files
}

func (rec *Recording) writeWire() []txtar.File {
	if rec.Wire == "" {
		return nil
	}
	return []txtar.File{{Name: "wire", Data: []byte(rec.Wire)}}
}

// entry is a line of the section recorded.
type entry struct {
	key   string
	value *string
}

func (rec *Recording) entries() []entry {
	return []entry{{"date", &rec.Date}, {"system", &rec.System}, {"python", &rec.Python}, {"go", &rec.Go}}
}

var sourceLine = regexp.MustCompile(`^(\S+) ([0-9a-f]{16})$`)

func (p *parser) readRecorded(_, text string, line int) {
	rec := p.run.Recording
	entries := append(rec.entries(), entry{"seal", &rec.seal})
	for text := range strings.Lines(text) {
		line++
		text = strings.TrimSpace(text)
		key, value, _ := strings.Cut(text, ": ")
		m := sourceLine.FindStringSubmatch(value)
		i := slices.IndexFunc(entries, func(e entry) bool { return e.key == key && *e.value == "" })
		switch {
		case i >= 0 && value != "":
			*entries[i].value = value
		case key == "source" && m != nil:
			rec.Sources = append(rec.Sources, SourceHash{m[1], m[2]})
		default:
			p.Report(line, "seal", "%q does not say what a recording was made with", text)
		}
	}
	for _, entry := range entries {
		if *entry.value == "" {
			p.Report(line, "seal", "the recording does not say its %s", entry.key)
		}
	}
}

// writeRecorded writes the section recorded without the seal.
func (rec *Recording) writeRecorded() []txtar.File {
	var b bytes.Buffer
	for _, entry := range rec.entries() {
		fmt.Fprintf(&b, "%s: %s\n", entry.key, *entry.value)
	}
	for _, source := range rec.Sources {
		fmt.Fprintf(&b, "source: %s %s\n", source.Path, source.Hash)
	}
	return []txtar.File{{Name: "recorded", Data: b.Bytes()}}
}

// sections are those of the run file, without the seal.
func (rec *Recording) sections() []txtar.File {
	var files []txtar.File
	for _, kind := range SectionKinds() {
		files = append(files, kind.write(rec)...)
	}
	return files
}

// sealed is the hash of all sections: a change by hand breaks the seal.
func (rec *Recording) sealed() string {
	return hash(txtar.Format(&txtar.Archive{Files: rec.sections()}))
}

// check reports what a program printed, or a fault showed, that its section
// would not give back unchanged.
func (rec *Recording) check() error {
	for _, output := range rec.Outputs {
		if err := checkSection(output.Text); err != nil {
			return fmt.Errorf("%s printed %w", output.Name, err)
		}
	}
	for _, fault := range rec.Faults {
		if err := checkSection(fault.Text); err != nil {
			return fmt.Errorf("the fault %s shows %w", fault.Name, err)
		}
	}
	return nil
}

func checkSection(text string) error {
	if text != "" && !strings.HasSuffix(text, "\n") {
		return fmt.Errorf("a last line without its end: %q", text)
	}
	var found rule.Problems
	if strings.TrimSpace(text) != "" && !found.CheckPlain("", []byte(text)) {
		return fmt.Errorf("in line %d: %s", found[0].Line, found[0].Message)
	}
	if archive := txtar.Parse([]byte(text)); len(archive.Files) > 0 {
		return fmt.Errorf("a line of the form -- %s --, which %s uses itself", archive.Files[0].Name, Name)
	}
	return nil
}
