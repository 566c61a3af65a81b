package render

import (
	"bytes"
	"fmt"
	"path"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

// squeeze drops what a browser does not need from a style or a script, and
// shortens a script's own names: every page carries them in its first view.
// What is neither stays whole. A script that cannot be parsed is an error,
// with its line.
func squeeze(name string, source []byte) ([]byte, error) {
	// The minifier leaves the rules inside of @container as they are, because it
	// does not know it. It knows @supports, which has the same form.
	source = bytes.ReplaceAll(source, []byte("@container ("), []byte("@supports (unit:"))
	m := minify.New()
	m.AddFunc(".css", css.Minify)
	m.AddFunc(".js", js.Minify)
	squeezed, err := m.Bytes(path.Ext(name), source)
	switch {
	case err == minify.ErrNotExist:
		return source, nil
	case err != nil:
		return nil, fmt.Errorf("theme/%s: %w", name, err)
	}
	return bytes.ReplaceAll(squeezed, []byte("@supports(unit:"), []byte("@container(")), nil
}
