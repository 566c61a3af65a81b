package book

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book/rule"
)

// TestRulesAreNames wants each rule to be named once, and explained in one
// sentence.
func TestRulesAreNames(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rule.All() {
		if seen[r.Name] || !rule.ValidName(r.Name) {
			t.Errorf("%q is no name, or stands twice", r.Name)
		}
		seen[r.Name] = true
		if n := len(r.Why); !strings.HasSuffix(r.Why, ".") || n > 120 || strings.Contains(r.Why, ". ") {
			t.Errorf("%s: %q is not one sentence of at most 120 bytes", r.Name, r.Why)
		}
	}
}

// TestEveryReportNamesARule reads the packages of the course: whatever is reported names a
// rule of the table, and each rule of the table is named.
func TestEveryReportNamesARule(t *testing.T) {
	named := map[string]int{}
	for _, r := range rule.All() {
		named[r.Name] = 0
	}
	for place, name := range reports(t) {
		if _, known := named[name]; !known {
			t.Errorf("%s: reports the rule %q, which the table does not have", place, name)
		}
		named[name]++
	}
	for name, times := range named {
		if times == 0 {
			t.Errorf("nothing reports the rule %s", name)
		}
	}
}

// reports lists the calls of Report in this package and those below: the rule
// that each names, by its place. A call whose rule is not a literal has the
// rule "".
func reports(t *testing.T) map[token.Position]string {
	t.Helper()
	all, files := map[token.Position]string{}, token.NewFileSet()
	for _, pattern := range []string{"*.go", "markup/*.go", "runfile/*.go", "rule/*.go", "snippet/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || path.Base(name) == "problem.go" { // the reporter itself
				continue
			}
			file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Report" {
						all[files.Position(n.Pos())] = ruleIn(n)
					}
				case *ast.CompositeLit:
					if kind, ok := n.Type.(*ast.SelectorExpr); ok && kind.Sel.Name == "Problem" {
						all[files.Position(n.Pos())] = "" // past the reporter
					}
				}
				return true
			})
		}
	}
	if len(all) < 100 {
		t.Fatalf("only %d reports were found", len(all))
	}
	return all
}

// ruleIn returns the first of a call's arguments that is a string: paths and
// lines, which come before, are none.
func ruleIn(call *ast.CallExpr) string {
	for _, argument := range call.Args {
		if literal, ok := argument.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			name, _ := strconv.Unquote(literal.Value)
			return name
		}
	}
	return ""
}

// TestEveryRuleCanBeBroken wants each rule to be broken by a case of the
// tables: none is there for show.
func TestEveryRuleCanBeBroken(t *testing.T) {
	missing := map[string]bool{}
	for _, r := range rule.All() {
		missing[r.Name] = true
	}
	for _, test := range broken {
		delete(missing, test.rule)
	}
	for _, test := range brokenRecordings {
		delete(missing, test.rule)
	}
	for name := range missing {
		t.Errorf("no case breaks the rule %s", name)
	}
}

// brokenRecordings break the rules about the recordings, and those that need
// one: they change a lesson that was recorded with its packets.
var brokenRecordings = []struct {
	rule   string
	change func(t *testing.T, root fstest.MapFS)
}{
	{"recorded", func(t *testing.T, root fstest.MapFS) { edit(t, root, greetingClient, "hello", "hallo") }},
	{"recorded", func(_ *testing.T, root fstest.MapFS) { delete(root, greetingCapture) }},
	{"seal", func(t *testing.T, root fstest.MapFS) { edit(t, root, greetingRun, "seal: ", "seal: 0") }},
	{"seal", func(t *testing.T, root fstest.MapFS) { edit(t, root, greetingRun, "-- recorded --", "-- again --") }},
	{"recorded-wire", func(t *testing.T, root fstest.MapFS) {
		reseal(t, root, func(rec *Recording) { rec.Wire = strings.Replace(rec.Wire, "hello", "hallo", 1) })
	}},
	{"recorded-faults", func(t *testing.T, root fstest.MapFS) {
		reseal(t, root, func(rec *Recording) { rec.Faults = append(rec.Faults, Output{Name: "cut", Text: "x\n"}) })
	}},
	{"arrow-shown", func(t *testing.T, root fstest.MapFS) {
		edit(t, root, greetingText, "client 2 -> server 4 : 9 bytes", "client 2 -> server 4 : 8 bytes")
	}},
	{"arrow-form", func(t *testing.T, root fstest.MapFS) {
		edit(t, root, greetingText, "client 2 -> server 4 : 9 bytes", "client 2 -> server 4 : 9 frames")
	}},
	{"number", func(t *testing.T, root fstest.MapFS) { edit(t, root, greetingText, greetingTrap, "4,711 bytes.") }},
	{"fact-lesson", func(t *testing.T, root fstest.MapFS) {
		edit(t, root, greetingText, "question: ", "facts:\n  '4711': lesson gone\nquestion: ")
	}},
	{"fact-lesson", func(t *testing.T, root fstest.MapFS) {
		edit(t, root, greetingText, "question: ", "facts:\n  '4711': lesson relay\nquestion: ")
	}},
	{"table-column", func(t *testing.T, root fstest.MapFS) {
		edit(t, root, greetingText, "| `b\"hello\"` | `\"hello\"` |", "| `net.Dial` | `sendall` |")
	}},
	{"table-column", func(t *testing.T, root fstest.MapFS) {
		edit(t, root, greetingText, "| `b\"hello\"` | `\"hello\"` |", "| `x` | `create_connection` |")
	}},
}

const (
	greetingText    = "lessons/greeting.md"
	greetingTrap    = "A segment is not a message."
	greetingRun     = "snippets/greeting/run.txtar"
	greetingCapture = "snippets/greeting/run.pcapng"
	greetingClient  = "snippets/greeting/client/client.py"
)

func TestBrokenRecordings(t *testing.T) {
	for _, test := range brokenRecordings {
		root := fstest.MapFS{}
		if err := fillFrom(root, "../render/testdata/course"); err != nil {
			t.Fatal(err)
		}
		test.change(t, root)
		got := Load(root).Check()
		if !slices.ContainsFunc(got, func(p Problem) bool { return p.Rule == test.rule }) {
			t.Errorf("want a problem of the rule %s, got\n%s", test.rule, strings.Join(texts(got), "\n"))
		}
	}
}
