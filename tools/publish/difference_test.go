package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	// Each test compares the site named on disk with the one in memory.
	for _, test := range []struct {
		name string
		disk Files
		want Files
		say  []string
	}{
		{"equal sites", site("a/b.txt", "b"), site("a/b.txt", "b"), nil},
		{"a missing file", site(), site("a/b.txt", "b"), []string{
			"site/a/b.txt: is missing; run: go run ./tools/pairs build",
		}},
		{"an extra file", site("a/b.txt", "b"), site(), []string{
			"site/a/b.txt: comes from no source; run: go run ./tools/pairs build",
		}},
		{"another line", site("b.txt", "1\n2\n3\n"), site("b.txt", "1\n2\nX\n"), []string{
			"site/b.txt:3: is not what the sources give; run: go run ./tools/pairs build",
		}},
		{"a text that goes on", site("b.txt", "1\n"), site("b.txt", "1\n2\n"), []string{
			"site/b.txt:2: is not what the sources give; run: go run ./tools/pairs build",
		}},
		{"a text without its last newline", site("b.txt", "1\n2"), site("b.txt", "1\n2\n"), []string{
			"site/b.txt:2: is not what the sources give; run: go run ./tools/pairs build",
		}},
		{"other bytes that are no text", site("b.pcapng", "1\n\x00"), site("b.pcapng", "1\n\xff"), []string{
			"site/b.pcapng: is not what the sources give; run: go run ./tools/pairs build",
		}},
		{"all of it, sorted", site("c", "1", "b", "1"), site("a", "1", "b", "2", "d", "1"), []string{
			"site/a: is missing; run: go run ./tools/pairs build",
			"site/b:1: is not what the sources give; run: go run ./tools/pairs build",
			"site/c: comes from no source; run: go run ./tools/pairs build",
			"site/d: is missing; run: go run ./tools/pairs build",
		}},
		{"a folder in place of a file", site("a/b", "1"), site("a", "1"), []string{
			"site/a: is missing; run: go run ./tools/pairs build",
			"site/a/b: comes from no source; run: go run ./tools/pairs build",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			mustWrite(t, "site", test.disk)
			wantDifferences(t, test.want, test.say)
		})
	}
	t.Run("no folder at all", func(t *testing.T) {
		t.Chdir(t.TempDir())
		wantDifferences(t, site(), []string{"site/index.html: is missing; run: go run ./tools/pairs build"})
	})
	t.Run("a link with the right content", func(t *testing.T) {
		t.Chdir(t.TempDir())
		mustWrite(t, "site", site("a", "1"))
		symlink(t, "a", filepath.Join("site", "b"))
		wantDifferences(t, site("a", "1", "b", "1"), []string{
			"site/b: is not what the sources give; run: go run ./tools/pairs build",
		})
	})
	t.Run("an empty folder", func(t *testing.T) {
		t.Chdir(t.TempDir())
		mustWrite(t, "site", site())
		if err := os.Mkdir("site/empty", 0o755); err != nil {
			t.Fatal(err)
		}
		wantDifferences(t, site(), nil)
	})
}

// wantDifferences compares ./site with files.
func wantDifferences(t *testing.T, files Files, want []string) {
	t.Helper()
	found, err := Compare("site", files)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range found {
		got = append(got, d.String())
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestLitterInAFolderTooManyIsNoDifference(t *testing.T) {
	t.Chdir(t.TempDir())
	mustWrite(t, "site", site("pages/one.html", "1"))
	if err := os.WriteFile("site/pages/"+litter, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	wantDifferences(t, site(), []string{
		"site/pages/one.html: comes from no source; run: go run ./tools/pairs build",
	})
}
