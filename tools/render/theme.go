package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"
)

// theme is how pages look: what the folder of the theme holds, parsed once.
type theme struct {
	templates *template.Template
	assets    map[string][]byte // what pages load, by name, as it is sent
}

// assets are the theme's styles and scripts. Each page loads style.css and
// script.js; the others come where they are needed.
var assets = [...]string{"style.css", "script.js", "demux.css", "search.css", "search.js", "icon.svg"}

func loadTheme(root fs.FS) (*theme, error) {
	functions := template.FuncMap{"command": command}
	templates, err := template.New("theme").Funcs(functions).ParseFS(root, "*.html")
	if err != nil {
		return nil, themeError(err)
	}
	t := &theme{templates, map[string][]byte{}}
	errs := []error{escape(templates)}
	for _, name := range assets {
		source, err := fs.ReadFile(root, name)
		t.assets[name] = squeeze(source)
		errs = append(errs, err)
	}
	if err := joinErrors(errs); err != nil {
		return nil, themeError(err)
	}
	return t, nil
}

// escape lets html/template find out where in the HTML each value stands,
// which it otherwise does when a template is first executed, and returns what
// it finds wrong. That the data is missing here is not wrong.
func escape(templates *template.Template) error {
	var errs []error
	for _, t := range templates.Templates() {
		var faulty *template.Error
		if err := t.Execute(io.Discard, nil); errors.As(err, &faulty) {
			errs = append(errs, fmt.Errorf("theme/%s:%d: %s", faulty.Name, max(faulty.Line, 1), faulty.Description))
		}
	}
	return joinErrors(errs)
}

// write executes a template into w.
func (t *theme) write(w io.Writer, name string, data any) error {
	return themeError(t.templates.ExecuteTemplate(w, name, data))
}

// page executes a template of a whole page.
func (t *theme) page(name string, data any) ([]byte, error) {
	var buffer bytes.Buffer
	if err := t.write(&buffer, name, data); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}

// themeError turns "template: lesson.html:3:14: ..." into
// "theme/lesson.html:3:14: ...", the form that editors follow.
func themeError(err error) error {
	if err == nil {
		return nil
	}
	if rest, ok := strings.CutPrefix(err.Error(), "template: "); ok {
		return errors.New("theme/" + rest)
	}
	if strings.HasPrefix(err.Error(), "theme/") {
		return err
	}
	return fmt.Errorf("theme: %w", err)
}

// squeeze drops what a browser does not need from a style or a script:
// indentation, empty lines, and comments. It knows no strings, so comments
// stand on lines of their own or end a line with */, and nothing else in a
// theme may look like one.
func squeeze(source []byte) []byte {
	var out []byte
	for {
		before, rest, found := bytes.Cut(source, []byte("/*"))
		out = append(out, before...)
		if !found {
			break
		}
		_, source, _ = bytes.Cut(rest, []byte("*/"))
	}
	var lines []byte
	for line := range bytes.Lines(out) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && !bytes.HasPrefix(line, []byte("//")) {
			lines = append(append(lines, line...), '\n')
		}
	}
	return lines
}
