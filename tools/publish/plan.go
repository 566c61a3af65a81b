package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// litter is the file that macOS leaves in every folder it shows. Git ignores
// it here, so it is no difference, and goes only if its folder does.
const litter = ".DS_Store"

// plan is all that Write will do, decided before it does any of it. Its paths
// are relative to the site.
type plan struct {
	put   []string        // files to write, sorted
	over  map[string]bool // those of put that replace a file
	gone  []string        // files to remove, and links that a file replaces, sorted
	drop  []string        // folders to remove, children first
	fresh map[string]bool // folders to make; "." is the site
}

// empty reports whether there is nothing to do: a new folder has new files.
func (pl *plan) empty() bool { return len(pl.put)+len(pl.gone)+len(pl.drop) == 0 }

// changed returns the files to write and to remove, sorted.
func (pl *plan) changed() []string {
	paths := slices.Concat(pl.put, pl.gone)
	slices.Sort(paths)
	return slices.Compact(paths)
}

// coming returns what comes into the site: files, and new folders that stand
// in no other new one, each as a whole.
func (pl *plan) coming() (all []string) {
	for _, name := range pl.put {
		for name != "." && pl.fresh[path.Dir(name)] {
			name = path.Dir(name)
		}
		all = append(all, name)
	}
	return slices.Compact(all) // put is sorted, so what shares a folder stands together
}

// plan compares the site with files.
func (p *place) plan(ctx context.Context, files Files) (*plan, error) {
	if err := errors.Join(files.check(), p.scan()); err != nil {
		return nil, err
	}
	pl := &plan{over: map[string]bool{}}
	p.planLeaving(pl, files)
	for _, name := range files.paths() {
		there := p.isFile(name)
		same, err := p.holds(name, files[name])
		switch {
		case err != nil || ctx.Err() != nil:
			return nil, errors.Join(ctx.Err(), err)
		case same:
			continue
		case there:
			pl.over[name] = true
		}
		pl.put = append(pl.put, name)
	}
	return pl, nil
}

// planLeaving plans what goes away, and which folders are to be made.
func (p *place) planLeaving(pl *plan, files Files) {
	folders := files.folders()
	folders["."] = true
	pl.fresh = maps.Clone(folders)
	for name, mode := range p.held {
		_, stays := files[name]
		switch {
		case mode.IsDir() && folders[name]:
			delete(pl.fresh, name)
		case mode.IsDir():
			pl.drop = append(pl.drop, name)
		case path.Base(name) == litter && folders[path.Dir(name)]:
		case !stays || !mode.IsRegular():
			pl.gone = append(pl.gone, name)
		}
	}
	slices.Sort(pl.gone)
	slices.Sort(pl.drop)
	slices.Reverse(pl.drop)
}

// Mark is what index.html must contain for its folder to count as a site of
// this project. Write refuses to touch a folder with files but without the
// mark, and refuses to write a site that it could not update later.
const Mark = `<meta name="generator" content="Socket Pairs">`

// guard refuses a plan that takes away what is not ours: hidden files (.git,
// .ssh, .profile), which no site of ours has, or files of a folder without the
// Mark.
func (p *place) guard(pl *plan, files Files) error {
	if !bytes.Contains(files["index.html"], []byte(Mark)) {
		return fmt.Errorf("index.html lacks %s, so this site could never be updated", Mark)
	}
	for _, name := range slices.Concat(pl.gone, pl.drop) {
		_, ours := files[name]
		if strings.HasPrefix(name, ".") && !strings.Contains(name, "/") && !ours {
			return fmt.Errorf("not a site of this project: it holds %s; nothing was changed", name)
		}
	}
	index, err := p.root.ReadFile(p.at("index.html"))
	if len(pl.gone)+len(pl.over) > 0 && (err != nil || !bytes.Contains(index, []byte(Mark))) {
		return errors.New("not a site of this project: it holds files, but no index.html of ours; " +
			"nothing was changed; if nothing in it is needed, remove the folder and try again")
	}
	return nil
}
