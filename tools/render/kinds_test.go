package render_test

import (
	"html"
	"strings"
	"testing"
	"testing/fstest"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
)

// cellBodies are the cells that need more than their kind's name to be drawn.
var cellBodies = map[string]string{
	"pair":  " server 2\n",
	"calls": "\nclient 1 -> server 2 : SYN\n",
	"demux": "\n127.0.0.1:{port 1} = client on A\n127.0.0.1:8089 <- 127.0.0.1:{port 1} = server\n",
	"sh":    "\necho KIND\n", "text": "\nKIND\n", "python": "\nKIND\n", "go": "\nKIND\n", "diff": "\n+KIND\n",
}

// TestEveryCellIsDrawn wants each kind of cell to put something on the page:
// one that a renderer has forgotten would be nothing there.
func TestEveryCellIsDrawn(t *testing.T) {
	bare := withText(t, "")
	for _, kind := range markup.CellKinds() {
		body, given := cellBodies[kind.Name()]
		if !given {
			body = "\n"
		}
		page := withText(t, "```"+kind.Name()+body+"```\n")
		if len(page) < len(bare)+40 {
			t.Errorf("a cell %s draws nothing", kind.Name())
		}
		if strings.Contains(body, "KIND") && !strings.Contains(page, "KIND") {
			t.Errorf("a cell %s does not show its code", kind.Name())
		}
	}
}

func TestEveryCalloutIsDrawn(t *testing.T) {
	for _, kind := range markup.Callouts() {
		page := withText(t, "> [!"+kind.Name+"]\n> Words of it.\n")
		_, note, _ := strings.Cut(page, `<div class="note `+strings.ToLower(kind.Name)+`"`)
		if kind.Title == "" || !strings.Contains(note, kind.Title) || !strings.Contains(note, "Words of it.") {
			t.Errorf("the callout %s is not drawn with its title %q", kind.Name, kind.Title)
		}
	}
}

func TestEveryNeedIsSaid(t *testing.T) {
	for _, need := range runfile.Needs() {
		page := greetingWith(t, func(root fstest.MapFS) {
			run := root["snippets/greeting/run.txtar"]
			run.Data = append([]byte("needs: "+need.Name+"\nbecause: x\n"), run.Data...)
		})
		if need.Says == "" || !strings.Contains(page, need.Says) {
			t.Errorf("the page does not say %q of the need %s", need.Says, need.Name)
		}
	}
}

func TestEveryFaultAndRuleIsListed(t *testing.T) {
	page := html.UnescapeString(withText(t, "```faults\n```\n\n```rules\n```\n"))
	for _, fault := range runfile.Faults() {
		if !strings.Contains(page, "<code>"+fault.Name+"</code>") || !strings.Contains(page, fault.Does) {
			t.Errorf("the fault %s is not listed", fault.Name)
		}
	}
	for _, r := range rule.All() {
		if !strings.Contains(page, "<code>"+r.Name+"</code>: "+r.Why) {
			t.Errorf("the rule %s is not listed", r.Name)
		}
	}
}

// withText renders the lesson greeting with more text at its end.
func withText(t *testing.T, text string) string {
	t.Helper()
	return greetingWith(t, func(root fstest.MapFS) {
		lesson := root["lessons/greeting.md"]
		lesson.Data = append(lesson.Data, "\n"+text...)
	})
}
