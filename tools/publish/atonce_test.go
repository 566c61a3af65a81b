package publish

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestWritesAtOnceDoNotMix(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	versions := make([]Files, 4)
	for v := range versions {
		versions[v] = site()
		for i := range 20 {
			versions[v][fmt.Sprintf("folder-%d/page-%d", v, i)] = []byte("own")
			versions[v][fmt.Sprintf("page-%d", i)] = []byte(strings.Repeat("x", v))
		}
	}
	var writers sync.WaitGroup
	for _, files := range versions {
		writers.Go(func() {
			for range 5 {
				if _, err := Write(t.Context(), dir, files); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	for _, files := range versions {
		if found, err := Compare(dir, files); err == nil && len(found) == 0 {
			wantBeside(t, dir)
			return
		}
	}
	t.Error("the folder holds none of the sites that were written")
}
