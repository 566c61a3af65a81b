package book

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/tools/txtar"
)

// parseSections reads what was recorded; line is that of the first section.
func (p *runParser) parseSections(files []txtar.File, line int) *Recording {
	r := &Recording{}
	seen := map[string]bool{}
	for _, file := range files {
		fault, isFault := strings.CutPrefix(file.Name, faultPrefix)
		switch {
		case seen[file.Name]:
			p.report(line, "seal", "the section %s stands twice", file.Name)
		case file.Name == wireSection:
			r.Wire = string(file.Data)
		case file.Name == recordedSection:
			p.parseRecorded(r, string(file.Data), line+1)
		case isFault:
			r.Faults = append(r.Faults, Output{fault, string(file.Data)})
		case !p.started(file.Name):
			p.report(line, "seal", "the recording has a program %s, which the script does not start", file.Name)
		default:
			r.Outputs = append(r.Outputs, Output{file.Name, string(file.Data)})
		}
		seen[file.Name] = true
		line += 1 + bytes.Count(file.Data, []byte("\n"))
	}
	for _, start := range p.run.Starts() {
		if !seen[start.Name] {
			p.report(start.Line, "seal", "nothing is recorded for %s", start.Name)
		}
	}
	if !seen[recordedSection] {
		p.report(1, "seal", "the section recorded is missing")
	}
	return r
}

var sourceLine = regexp.MustCompile(`^(\S+) ([0-9a-f]{16})$`)

func (p *runParser) parseRecorded(r *Recording, text string, line int) {
	values := map[string]*string{"date": &r.Date, "system": &r.System, "python": &r.Python, "go": &r.Go, "seal": &r.seal}
	for entry := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSpace(entry), ": ")
		m := sourceLine.FindStringSubmatch(value)
		switch into := values[key]; {
		case into != nil && *into == "" && value != "":
			*into = value
		case key == "source" && m != nil:
			r.Sources = append(r.Sources, SourceHash{m[1], m[2]})
		default:
			p.report(line, "seal", "%q does not say what a recording was made with", strings.TrimSpace(entry))
		}
		line++
	}
	for _, key := range []string{"date", "system", "python", "go", "seal"} {
		if *values[key] == "" {
			p.report(line-1, "seal", "the recording does not say its %s", key)
		}
	}
}

// Format writes the run file: the script as it was, then the recording. It
// fails if a program printed something that the file cannot hold.
func (r *Run) Format() ([]byte, error) {
	archive := &txtar.Archive{Comment: r.script}
	if rec := r.Recording; rec != nil {
		if err := rec.checkSections(); err != nil {
			return nil, err
		}
		archive.Files = rec.sections()
		last := &archive.Files[len(archive.Files)-1]
		last.Data = fmt.Appendf(last.Data, "seal: %s\n", rec.sealed())
	}
	return txtar.Format(archive), nil
}

// sections are those of the run file, without the seal.
func (rec *Recording) sections() []txtar.File {
	var files []txtar.File
	for _, output := range rec.Outputs {
		files = append(files, txtar.File{Name: output.Name, Data: []byte(output.Text)})
	}
	if rec.Wire != "" {
		files = append(files, txtar.File{Name: wireSection, Data: []byte(rec.Wire)})
	}
	for _, fault := range rec.Faults {
		files = append(files, txtar.File{Name: faultPrefix + fault.Name, Data: []byte(fault.Text)})
	}
	return append(files, txtar.File{Name: recordedSection, Data: rec.formatRecorded()})
}

// sealed is the hash of all sections: a change by hand breaks the seal.
func (rec *Recording) sealed() string {
	return hash(txtar.Format(&txtar.Archive{Files: rec.sections()}))
}

func (rec *Recording) formatRecorded() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "date: %s\nsystem: %s\npython: %s\ngo: %s\n", rec.Date, rec.System, rec.Python, rec.Go)
	for _, source := range rec.Sources {
		fmt.Fprintf(&b, "source: %s %s\n", source.Path, source.Hash)
	}
	return b.Bytes()
}

// checkSections reports what a program printed, or a fault showed, that its
// section would not give back unchanged.
func (rec *Recording) checkSections() error {
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

// checkSection reports text that a section of a run file would not give back
// unchanged.
func checkSection(text string) error {
	if text != "" && !strings.HasSuffix(text, "\n") {
		return fmt.Errorf("a last line without its end: %q", text)
	}
	var found problems
	if strings.TrimSpace(text) != "" && !found.checkPlain("", []byte(text)) {
		return fmt.Errorf("in line %d: %s", found[0].Line, found[0].Message)
	}
	if archive := txtar.Parse([]byte(text)); len(archive.Files) > 0 {
		return fmt.Errorf("a line of the form -- %s --, which run.txtar uses itself", archive.Files[0].Name)
	}
	return nil
}
