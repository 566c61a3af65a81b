package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"socketpairs/tools/book"
	"socketpairs/tools/need"
	"socketpairs/tools/play/toolchain"
	"socketpairs/tools/publish"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"pairs": main, "deaf": deaf})
}

// deaf is a program that does not end at the first signal.
func deaf() {
	ctx := untilSignal()
	fmt.Println("ready")
	<-ctx.Done()
	fmt.Println("told")
	select {}
}

// project is the folder of the project, seen from here.
const project = "../.."

// copied are the parts of the project that the commands need.
var copied = []string{"lessons", "snippets", "site", "tools/render/theme"}

// TestScripts runs the command as people type it, in a copy of the project.
func TestScripts(t *testing.T) {
	if err := canPlay(t.Context()); err != nil {
		need.Skip(t, "the commands were not tried: %v", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:  "testdata",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"edit": edit, "killed": killed},
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_CACHE_HOME", cache) // built programs are kept there
			env.Setenv("GOCACHE", filepath.Join(cache, "go-build"))
			path := filepath.SplitList(env.Getenv("PATH"))
			env.Setenv("ONLY_PAIRS", path[0]) // a PATH without Python and Go
			return copyProject(env.WorkDir)
		},
	})
}

// edit FILE OLD NEW replaces the first OLD in a file; \n is a line's end.
func edit(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.NewReplacer(`\n`, "\n")
	text, old, now := ts.ReadFile(args[0]), lines.Replace(args[1]), lines.Replace(args[2])
	if !strings.Contains(text, old) {
		ts.Fatalf("%s does not hold %q", args[0], old)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, old, now, 1)), 0o644))
}

// killed FOLDER leaves there what a killed command leaves that was writing.
func killed(ts *testscript.TestScript, _ bool, args []string) {
	left := filepath.Join(ts.MkAbs(args[0]), unfinished+"123")
	ts.Check(os.MkdirAll(filepath.Join(left, "lessons"), 0o755))
	before := time.Now().Add(-time.Hour)
	ts.Check(os.Chtimes(left, before, before))
}

func canPlay(ctx context.Context) error {
	if _, err := toolchain.FindPython(ctx); err != nil {
		return err
	}
	_, err := toolchain.FindGo(ctx)
	return err
}

// copyProject copies what the commands need into a folder.
func copyProject(to string) error {
	for _, part := range copied {
		from := filepath.Join(project, filepath.FromSlash(part))
		if err := os.CopyFS(filepath.Join(to, filepath.FromSlash(part)), os.DirFS(from)); err != nil {
			return err
		}
	}
	return nil
}

// TestSiteIsTheSources renders the course in memory and wants every byte of
// the committed site.
func TestSiteIsTheSources(t *testing.T) {
	a := &app{root: project}
	files, err := a.render(book.Load(os.DirFS(project)))
	if err != nil {
		t.Fatal(err)
	}
	differences, err := publish.Compare(filepath.Join(project, "site"), files)
	if err != nil {
		t.Fatal(err)
	}
	for _, difference := range differences {
		t.Error(difference)
	}
}

func TestExitStatus(t *testing.T) {
	t.Chdir(project)
	tests := []struct {
		args string
		want int
		says string
	}{
		{"", ok, "go run ./tools/pairs serve"},
		{"--help", ok, "go run ./tools/pairs serve"},
		{"run --help", ok, "--mix"},
		{"check", ok, "no problems in "},
		{"chekc", misuse, `unknown command "chekc"`},
		{"check all", misuse, `check takes no words; there is "all"`},
		{"build --fast", misuse, "flag provided but not defined"},
		{"run", misuse, "run takes one lesson: sockets-and-ports"},
		{"run nothing", misuse, `no lesson "nothing"; there are sockets-and-ports`},
		{"run first-connection --mix go", misuse, "the mix go names 1 languages, the lesson has 2 roles"},
		{"run --mix c,py first-connection", misuse, `"c" is not a language`},
		{"run first-connection --all --mix go,go", misuse, "--all plays every mix"},
		{"run first-connection --mix=", misuse, "--mix takes a value"},
		{"run first-connection --fault=", misuse, "--fault takes a value"},
		{"run first-connection --fault flood", misuse, `no fault "flood"; there are early-fin`},
		{"record nothing", misuse, `no lesson "nothing"`},
		{"new", misuse, "new takes one name"},
		{"new My_Lesson", misuse, `"My_Lesson" is not a lesson's id`},
		{"new index", misuse, "the name index has another use"},
		{"new con", misuse, "con is a device's name on Windows"},
		{"new first-connection", problems, "there is a lesson or page first-connection already"},
	}
	for _, test := range tests {
		t.Run(test.args, func(t *testing.T) {
			var out bytes.Buffer
			if got := start(t.Context(), strings.Fields(test.args), nil, &out, &out); got != test.want {
				t.Errorf("exit status %d, want %d", got, test.want)
			}
			if !strings.Contains(strings.ReplaceAll(out.String(), " -mix", " --mix"), test.says) {
				t.Errorf("said %q, want %q", out.String(), test.says)
			}
		})
	}
}

// TestCheckWithoutLanguages wants check to say what it did not check where
// there is no Python and no Go.
func TestCheckWithoutLanguages(t *testing.T) {
	folder := t.TempDir()
	if err := copyProject(folder); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	t.Setenv("PATH", folder)
	if err := os.WriteFile("snippets/echo/client/client.py", []byte("# 1. Say.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if got := start(t.Context(), []string{"check"}, nil, &out, &out); got != problems {
		t.Errorf("exit status %d", got)
	}
	for _, want := range []string{"pairs: not checked: no Python program was compiled: no Python", "client.py:1: changed since it was recorded"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %q, got\n%s", want, out.String())
		}
	}
}

func TestNoProjectHere(t *testing.T) {
	t.Chdir(t.TempDir())
	var out bytes.Buffer
	if got := start(t.Context(), []string{"check"}, nil, &out, &out); got != problems || !strings.Contains(out.String(), "run this inside a checkout") {
		t.Errorf("exit status %d: %s", got, out.String())
	}
}

// tree lists the files of a folder with their content.
func tree(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		all[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
