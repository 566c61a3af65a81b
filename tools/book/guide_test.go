package book

import (
	"fmt"
	"os"
	"strings"
	"testing"
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
	for _, kind := range cellKinds() {
		add("| fence | what the page shows |", kind.usage, kind.shows)
	}
	for _, kind := range calloutKinds {
		add("| callout | what it is for |", kind.name, kind.says)
	}
	for _, command := range scriptCommands {
		add("| command | what it does |", command.usage, command.does)
	}
	for _, setting := range settings() {
		add("| setting | takes | what it says |", setting.name, setting.takes, setting.says)
	}
	for _, kind := range needKinds {
		add("| need | what it asks for |", kind.name, kind.says)
	}
	for _, kind := range factKinds {
		add("| source | what follows |", kind.name, kind.says)
	}
	for _, fault := range Faults() {
		add("| fault | the peer |", fault.Name, fault.Does)
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
		fmt.Sprintf("at most %d letters", longestName),
		fmt.Sprintf("At most %d,%03d words", MostWords/1000, MostWords%1000),
		fmt.Sprintf("at most %d lines and %d columns", maxLines, maxColumns),
		strings.Join([]string{"index", GlossaryID, "search"}, "`, `"),
		strings.Join(pageIDs[:2], "`, `"),
	} {
		if !strings.Contains(string(text), limit) {
			t.Errorf("README.md does not say %q", limit)
		}
	}
}

// TestGuideShowsReadyLines wants the guide's ready lines to be read as such,
// and each beginning of one to be among them.
func TestGuideShowsReadyLines(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "\n| line | what it says |\n|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	for row := range strings.Lines(table) {
		line := strings.Split(row, "`")[1]
		if _, err := ParseReady(line); err != nil {
			t.Error(err)
		}
	}
	for _, beginning := range readyBeginnings {
		if !strings.Contains(table, "| `"+beginning.words) {
			t.Errorf("no line of the guide begins with %q", beginning.words)
		}
	}
}
