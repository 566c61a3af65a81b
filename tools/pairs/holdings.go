package main

import (
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"os"
	"strconv"

	"socketpairs/tools/publish"
)

// holdings say what a site's folder holds, in a number that changes when a
// file does, and is the same again when the files are.
type holdings struct {
	folder string
	sums   map[string]uint64 // of the files, by their paths in the folder
	sum    uint64            // of all
}

// newHoldings reads the folder.
func newHoldings(folder string) *holdings {
	h := &holdings{folder: folder, sums: map[string]uint64{}}
	h.look(".")
	return h
}

// version is the number as a word.
func (h *holdings) version() string { return strconv.FormatUint(h.sum, 36) }

// put notes that a file holds this now.
func (h *holdings) put(name string, content []byte) {
	of := sha256.New()
	of.Write([]byte(name))
	of.Write([]byte{0})
	of.Write(content)
	h.drop(name)
	h.sums[name] = binary.BigEndian.Uint64(of.Sum(nil))
	h.sum ^= h.sums[name]
}

// drop notes that there is no such file now.
func (h *holdings) drop(name string) {
	h.sum ^= h.sums[name] // 0 if there was none
	delete(h.sums, name)
}

// wrote notes what a build wrote and removed.
func (h *holdings) wrote(changed []string, files publish.Files) {
	for _, name := range changed {
		if content, ok := files[name]; ok {
			h.put(name, content)
		} else {
			h.drop(name)
		}
	}
}

// look reads the files with these paths, and in the folders with these paths,
// and returns the paths of those that are others than was noted.
func (h *holdings) look(paths ...string) (others []string) {
	for _, name := range paths {
		now := h.read(name)
		for _, held := range h.under(name) {
			if _, ok := now[held]; !ok {
				h.drop(held)
				others = append(others, held)
			}
		}
		for file, content := range now {
			before := h.sums[file]
			if h.put(file, content); h.sums[file] != before {
				others = append(others, file)
			}
		}
	}
	return others
}

// under returns the files that were noted with a path, or in a folder with it.
func (h *holdings) under(name string) []string {
	if _, isFile := h.sums[name]; isFile {
		return []string{name}
	}
	var all []string
	for held := range h.sums {
		if name == "." || isUnder(held, name) {
			all = append(all, held)
		}
	}
	return all
}

// read reads a file, or all files in a folder. What cannot be read is not
// there for a reader of the site either.
func (h *holdings) read(name string) map[string][]byte {
	found := map[string][]byte{}
	root, err := os.OpenRoot(h.folder)
	if err != nil {
		return found
	}
	defer root.Close()
	_ = fs.WalkDir(root.FS(), name, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil
		}
		if content, err := root.ReadFile(name); err == nil {
			found[name] = content
		}
		return nil
	})
	return found
}

// has reports whether there is such a file.
func (h *holdings) has(name string) bool {
	_, ok := h.sums[name]
	return ok
}
