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
	style     []byte
	script    []byte
}

func loadTheme(root fs.FS) (*theme, error) {
	templates, err := template.New("theme").Funcs(template.FuncMap{"command": command}).Option("missingkey=error").ParseFS(root, "*.html")
	if err != nil {
		return nil, themeError(err)
	}
	style, styleErr := fs.ReadFile(root, "style.css")
	script, scriptErr := fs.ReadFile(root, "script.js")
	if err := errors.Join(styleErr, scriptErr); err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return &theme{templates, squeeze(style), squeeze(script)}, nil
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

// themeError turns "template: lesson.html:3:14: ..." and its relatives of
// html/template into "theme/lesson.html:3:14: ...".
func themeError(err error) error {
	if err == nil {
		return nil
	}
	message := strings.TrimPrefix(err.Error(), "html/")
	if rest, ok := strings.CutPrefix(message, "template: "); ok {
		return errors.New("theme/" + rest)
	}
	return fmt.Errorf("theme: %s", strings.TrimPrefix(message, "template: "))
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
