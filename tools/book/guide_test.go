package book

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"socketpairs/tools/book/markup"
	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
	"socketpairs/tools/book/snippet"
)

// TestGuide wants each table of the author's guide to be what the code has: no
// kind more, none less, in the same order and words.
func TestGuide(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for head, rows := range guideTables() {
		_, rest, ok := strings.Cut(string(text), "\n"+head+"\n")
		if !ok {
			t.Errorf("README.md has no table with the head %s", head)
			continue
		}
		_, rest, _ = strings.Cut(rest, "\n") // the line of hyphens
		table, _, _ := strings.Cut(rest+"\n\n", "\n\n")
		if want := strings.Join(rows, "\n"); strings.TrimSpace(table) != want {
			t.Errorf("the table %s of README.md is not what the code has; it is:\n%s", head, want)
		}
	}
}

// guideTables are the rows of the guide's tables, by the line of their head.
func guideTables() map[string][]string {
	tables := map[string][]string{}
	add := func(head string, cells ...string) {
		row := fmt.Sprintf("| `%s` | %s |", cells[0], strings.Join(cells[1:], " | "))
		tables[head] = append(tables[head], row)
	}
	for _, kind := range markup.CellKinds() {
		add("| fence | what the page shows |", kind.Usage, kind.Shows)
	}
	for _, kind := range markup.Callouts() {
		add("| callout | what it is for |", kind.Name, kind.Says)
	}
	for _, command := range runfile.CommandKinds() {
		add("| command | what it does |", command.Usage, command.Does)
	}
	for _, setting := range runfile.SettingKinds() {
		add("| setting | takes | what it says |", setting.Name, setting.Takes, setting.Says)
	}
	for _, kind := range runfile.Needs() {
		add("| need | what it asks for |", kind.Name, kind.Asks)
	}
	for _, kind := range factKinds {
		add("| source | what follows |", kind.name, kind.says)
	}
	for _, fault := range runfile.Faults() {
		add("| fault | over | the peer |", fault.Name, fault.Over(), fault.Does)
	}
	for _, section := range runfile.SectionKinds() {
		add("| section | what it holds |", section.Usage, section.Holds)
	}
	return tables
}

// TestGuideSaysTheLimits wants the numbers of the rules to be those of the code.
func TestGuideSaysTheLimits(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []string{
		fmt.Sprintf("at most %d letters", rule.LongestName),
		fmt.Sprintf("At most %d,%03d words", MostWords/1000, MostWords%1000),
		fmt.Sprintf("at most %d lines and %d columns", snippet.MaxLines, snippet.MaxColumns),
		strings.Join([]string{"index", GlossaryID, "search"}, "`, `"),
		strings.Join(pageIDs[:2], "`, `"),
	} {
		if !strings.Contains(string(text), limit) {
			t.Errorf("README.md does not say %q", limit)
		}
	}
}
