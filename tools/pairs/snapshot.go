package main

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
)

// sources are the folders that the site is made from.
var sources = []string{"lessons", "snippets", filepath.Join("tools", "render", "theme")}

// snapshot returns a number that changes when a source does: it is made of
// the names, sizes and times of all files. Looking every now and then works
// on every file system, which notifications do not.
func (a *app) snapshot() uint64 {
	sum := fnv.New64a()
	for _, source := range sources {
		_ = filepath.WalkDir(filepath.Join(a.root, source), func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return nil // gone while we look: the next look finds it gone
			}
			if info, err := entry.Info(); err == nil && !entry.IsDir() {
				fmt.Fprintln(sum, name, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return sum.Sum64()
}
