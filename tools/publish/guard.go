package publish

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Mark is what index.html must contain for its folder to count as a site of
// this project. Write refuses to touch a folder with files but without the
// mark, and refuses to write a site that it could not update later.
const Mark = `<meta name="generator" content="Socket Pairs">`

// guard refuses a folder whose files are not ours to remove: one without the
// Mark, or with hidden files (.git, .ssh, .profile) that no site of ours has.
func (p *place) guard(held *tree, files Files) error {
	if !bytes.Contains(files["index.html"], []byte(Mark)) {
		return fmt.Errorf("index.html lacks %s, so this site could never be updated", Mark)
	}
	ours := files.folders()
	for name := range files {
		ours[name] = true
	}
	foreign := func(name string) bool { return strings.HasPrefix(name, ".") && !ours[name] }
	if i := slices.IndexFunc(held.top, foreign); i >= 0 {
		return fmt.Errorf("not a site of this project: it holds %s; nothing was changed", held.top[i])
	}
	if len(held.files) == 0 {
		return nil
	}
	index, err := p.root.ReadFile(p.at("index.html"))
	if err != nil || !bytes.Contains(index, []byte(Mark)) {
		return errors.New("not a site of this project: it holds files, but no index.html of ours; " +
			"nothing was changed; if nothing in it is needed, remove the folder and try again")
	}
	return nil
}
