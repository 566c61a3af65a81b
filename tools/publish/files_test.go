package publish

import (
	"strings"
	"testing"
)

func TestFilesCheck(t *testing.T) {
	for _, test := range []struct {
		name  string
		paths []string
		want  string // the whole error; empty for none
	}{
		{"plain paths", []string{"a.txt", "b/c.txt", "b/d/e.txt", "한글.html"}, ""},
		{"an absolute path", []string{"/etc/passwd"}, `"/etc/passwd": not a clean relative path with slashes`},
		{"a path that climbs out", []string{"a/../../b"}, `"a/../../b": not a clean relative path with slashes`},
		{"an empty path", []string{""}, `"": not a clean relative path with slashes`},
		{"the folder itself", []string{"."}, `".": not a clean relative path with slashes`},
		{"a folder", []string{"a/"}, `"a/": not a clean relative path with slashes`},
		{"a backslash", []string{`a\b`}, `"a\\b": '\\' cannot stand in a file name on every system`},
		{"a drive", []string{"c:a"}, `"c:a": ':' cannot stand in a file name on every system`},
		{"a NUL", []string{"a\x00"}, `"a\x00": '\x00' cannot stand in a file name on every system`},
		{"a name that ends in a dot", []string{"a./b"}, `"a./b": a name cannot end in a dot or a space on every system`},
		{"a file that is a folder", []string{"a", "a/b"}, "a: is both a file and a folder"},
		{
			"files that differ in case", []string{"index.html", "Index.html"},
			"index.html: differs from Index.html only in case",
		},
		{"folders that differ in case", []string{"a/b", "A/c", "A/d"}, "a: differs from A only in case"},
		{"a file and a folder that differ in case", []string{"a", "A/b"}, "a: differs from A only in case"},
		{
			"several at once", []string{"..", "//"},
			"\"..\": not a clean relative path with slashes\n\"//\": not a clean relative path with slashes",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := Files{}
			for _, path := range test.paths {
				files[path] = nil
			}
			got := ""
			if err := files.check(); err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestInvalidFilesAreRefused(t *testing.T) {
	dir := t.TempDir()
	const want = "Index.html"
	_, err := Write(t.Context(), dir+"/site", site("Index.html", ""))
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("Write: %v", err)
	}
	_, err = Compare(dir+"/site", site("Index.html", ""))
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("Compare: %v", err)
	}
}
