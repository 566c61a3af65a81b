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
	inline    map[string][]byte // what the page for a missing address holds, by name
}

// assets are the theme's styles and scripts, and the icon. Each page needs
// style.css and script.js at once; the others come where they are needed.
var assets = [...]string{
	"style.css", "script.js",
	"home.css", "demux.css", "print.css", "search.css", "search.js", "icon.svg",
}

// inline are the style and the script that stand in a page.
var inline = [...]string{"missing.css", "missing.js"}

func loadTheme(root fs.FS) (*theme, error) {
	functions := template.FuncMap{"command": command}
	templates, err := template.New("theme").Funcs(functions).ParseFS(root, "*.html")
	if err != nil {
		return nil, themeError(err)
	}
	assets, assetsErr := squeezed(root, assets[:])
	inline, inlineErr := squeezed(root, inline[:])
	if err := joinErrors([]error{escape(templates), assetsErr, inlineErr}); err != nil {
		return nil, themeError(err)
	}
	return &theme{templates, assets, inline}, nil
}

// squeezed reads and squeezes files.
func squeezed(root fs.FS, names []string) (map[string][]byte, error) {
	files := map[string][]byte{}
	var errs []error
	for _, name := range names {
		source, err := fs.ReadFile(root, name)
		if err == nil {
			files[name], err = squeeze(name, source)
		}
		errs = append(errs, err)
	}
	return files, joinErrors(errs)
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
