package book

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestNoRegularFile wants that what is not a regular file is refused: a link
// may lead out of the course, and reading a pipe would never end.
func TestNoRegularFile(t *testing.T) {
	for _, name := range []string{ContentsPath, helloText, serverPy, clientGo, helloRun, "snippets/hello/run.pcapng"} {
		for mode, says := range map[fs.FileMode]string{
			fs.ModeSymlink:   "it is a symbolic link; put the file itself here",
			fs.ModeNamedPipe: "it is not a regular file",
			fs.ModeDir:       "it is not a regular file",
		} {
			t.Run(path.Base(name)+" "+mode.String(), func(t *testing.T) {
				root := course(t)
				root[name] = &fstest.MapFile{Mode: mode, Data: []byte(serverPy)}
				want := name + ":1: cannot be read: " + says
				if got := texts(Load(root).CheckSources()); len(got) != 1 || !strings.HasPrefix(got[0], want) {
					t.Errorf("want %q alone, got\n%s", want, strings.Join(got, "\n"))
				}
			})
		}
	}
}

// TestNoFolder wants that a link to a folder, and a folder that may not be
// read, are called what they are.
func TestNoFolder(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, course(t)); err != nil {
		t.Fatal(err)
	}
	role := path.Join(root, "snippets/hello/server")
	t.Run("a link", func(t *testing.T) {
		if err := os.Rename(role, path.Join(root, "elsewhere")); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("../../elsewhere", role); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
		wants(t, os.DirFS(root), "snippets/hello/server:1: nothing uses this file")
		if err := os.Remove(role); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(path.Join(root, "elsewhere"), role); err != nil {
			t.Fatal(err)
		}
	})
	for _, name := range []string{"lessons", "snippets", "snippets/hello", "snippets/hello/server"} {
		t.Run(name+" may not be read", func(t *testing.T) {
			wants(t, sealed{course(t), name}, name+":1: cannot be read: permission denied")
		})
		t.Run(name+" is a file", func(t *testing.T) {
			root := course(t)
			for file := range root {
				if strings.HasPrefix(file, name+"/") && file != ContentsPath {
					delete(root, file)
				}
			}
			if name == "lessons" {
				return // without the contents there is no course
			}
			root[name] = &fstest.MapFile{Data: []byte("x\n")}
			if got := texts(Load(root).CheckSources()); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, name+":1: ") }) {
				t.Errorf("nothing about %s:\n%s", name, strings.Join(got, "\n"))
			}
		})
	}
}

func wants(t *testing.T, root fs.FS, want string) {
	t.Helper()
	got := texts(Load(root).CheckSources())
	if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want) }) {
		t.Errorf("want %q, got\n%s", want, strings.Join(got, "\n"))
	}
}

// sealed is a course with one folder that may not be listed.
type sealed struct {
	fstest.MapFS
	folder string
}

// ReadDir implements fs.ReadDirFS.
func (s sealed) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == s.folder {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return s.MapFS.ReadDir(name)
}

// TestOneCause wants that a file which cannot be used is the only problem: what
// would follow from it is not said.
func TestOneCause(t *testing.T) {
	for _, test := range []breakage{
		{"contents of bad bytes", ContentsPath, contentsTop, "title: \xff\n", ContentsPath + ":1: invalid UTF-8", "plain-text"},
		{"contents that are no YAML", ContentsPath, contentsTop, "title: [\n", ContentsPath + ":2: malformed YAML", "yaml"},
		{"contents that are gone", ContentsPath, "", removed, ContentsPath + ":1: cannot be read", "readable"},
		{"an id that cannot be", ContentsPath, "- again", "- again\n      - con", ContentsPath + ":8: con is a device's name", "name"},
		{"a program of bad bytes", serverPy, "64", "\xff", serverPy + ":12: invalid UTF-8", "plain-text"},
		{"a program that is gone", serverPy, "", removed, serverPy + ":1: cannot be read", "readable"},
		{"a program whose steps are wrong", serverPy, "# 2. Bind", "# 4. Bind", serverPy + ":8: the steps stand in the order 1, 4, 3", "step-order"},
		{"a run of bad bytes", helloRun, "client\n", "\xff\n", helloRun + ":4: invalid UTF-8", "plain-text"},
		{"a text of bad bytes", helloText, "Mind", "\xff", helloText + ":47: invalid UTF-8", "plain-text"},
		{"a text without front matter", helloText, "---\ntitle", "title", helloText + ":1: no front matter", "front-matter"},
		{"front matter that is no YAML", helloText, "title: Hello", "title: [", helloText + ":2: malformed YAML", "yaml"},
	} {
		t.Run(test.what, func(t *testing.T) {
			root := course(t)
			record(t, root)
			if test.new == removed {
				delete(root, test.path)
			} else {
				edit(t, root, test.path, test.old, test.new)
			}
			root["lessons/con.md"], root["snippets/con/run.txtar"] = root["lessons/again.md"], root[helloRun]
			if test.path == ContentsPath && test.old != "- again" {
				root["lessons/lost.md"] = root["lessons/again.md"]
			} else if test.old != "- again" {
				delete(root, "lessons/con.md")
				delete(root, "snippets/con/run.txtar")
			}
			got := slices.DeleteFunc(texts(Load(root).Check()), func(s string) bool {
				return strings.Contains(s, "; run: go run ./tools/pairs record hello") && test.path == serverPy && strings.Contains(s, "changed since")
			})
			if len(got) != 1 || !strings.HasPrefix(got[0], test.want) || !strings.HasSuffix(got[0], " ("+test.rule+")") {
				t.Errorf("want %q alone, got\n%s", test.want, strings.Join(got, "\n"))
			}
		})
	}
}
