package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// theme is how pages look: what the folder of the theme holds, parsed once.
type theme struct {
	sources   map[string][]byte // what it was made from, by name
	templates *template.Template
	assets    map[string][]byte // what pages load, by name, as it is sent
	inline    map[string][]byte // what the page for a missing address holds, by name
}

// assets are the theme's styles and scripts, and the icon. Each page needs
// style.css and script.js at once; the others come where they are needed.
var assets = [...]string{
	"style.css", "script.js",
	"home.css", "home.js", "demux.css", "search.css", "search.js", "minisearch.js", "icon.svg",
}

// inline are the style and the script that stand in a page.
var inline = [...]string{"missing.css", "missing.js"}

// loadTheme reads a theme. It takes what did not change from the one that was
// loaded before, or nil.
func loadTheme(root fs.FS, before *theme) (*theme, error) {
	sources, err := readTheme(root)
	if err != nil {
		return nil, themeError(err)
	}
	if before == nil {
		before = &theme{}
	}
	t := &theme{sources: sources}
	var errs [3]error
	t.templates, errs[0] = t.parsed(before)
	t.assets, errs[1] = t.squeezed(assets[:], before.sources, before.assets)
	t.inline, errs[2] = t.squeezed(inline[:], before.sources, before.inline)
	if err := joinErrors(errs[:]); err != nil {
		return nil, themeError(err)
	}
	return t, nil
}

// readTheme reads all files that a theme is made from.
func readTheme(root fs.FS) (map[string][]byte, error) {
	names, err := fs.Glob(root, "*.html")
	if err != nil {
		return nil, err
	}
	sources := map[string][]byte{}
	errs := []error{}
	for _, name := range slices.Concat(names, assets[:], inline[:]) {
		var err error
		sources[name], err = fs.ReadFile(root, name)
		errs = append(errs, err)
	}
	return sources, joinErrors(errs)
}

// parsed parses the templates, all of them if one is another than before.
func (t *theme) parsed(before *theme) (*template.Template, error) {
	texts := templatesIn(t.sources)
	if len(texts) == 0 {
		return nil, errors.New("there is no template")
	}
	if maps.EqualFunc(texts, templatesIn(before.sources), bytes.Equal) {
		return before.templates, nil
	}
	all := template.New("theme").Funcs(template.FuncMap{"command": command, "duration": duration, "lower": strings.ToLower})
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if _, err := all.New(name).Parse(string(texts[name])); err != nil {
			return nil, err
		}
	}
	return all, escape(all)
}

func templatesIn(sources map[string][]byte) map[string][]byte {
	texts := maps.Clone(sources)
	maps.DeleteFunc(texts, func(name string, _ []byte) bool { return path.Ext(name) != ".html" })
	return texts
}

// squeezed squeezes files, those alone that have another source than before.
func (t *theme) squeezed(names []string, sources, before map[string][]byte) (map[string][]byte, error) {
	files := map[string][]byte{}
	var errs []error
	for _, name := range names {
		if files[name] = before[name]; files[name] != nil && bytes.Equal(t.sources[name], sources[name]) {
			continue
		}
		var err error
		files[name], err = squeeze(name, t.sources[name])
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
