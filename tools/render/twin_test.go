package render_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// rowsIn returns the classes rN below a node, for N from 1.
func rowsIn(root *html.Node) []string {
	var rows []string
	for _, n := range elements(root, func(n *html.Node) bool { return n.Data == "a" || n.Data == "g" || n.Data == "pre" }) {
		for _, class := range strings.Fields(attribute(n, "class")) {
			if number, ok := strings.CutPrefix(class, "r"); ok && strings.Trim(number, "0123456789") == "" && number != "0" {
				rows = append(rows, class)
			}
		}
	}
	return rows
}

func TestThereIsARuleThatLightsEachRowAndEachCall(t *testing.T) {
	_, files := fixture(t)
	for _, name := range pages(files) {
		for _, row := range rowsIn(parsePage(t, files[name])) {
			rule := fmt.Sprintf("figure:has(.%s:is(:hover,:focus-within)) .%s{", row, row)
			if !strings.Contains(string(files["style.css"]), rule) {
				t.Errorf("%s: style.css does not light %s", name, row)
			}
		}
	}
}

func TestTheStepsOfACallShareAClassWithItsArrow(t *testing.T) {
	_, files := fixture(t)
	drawing := byID(parsePage(t, files["greeting.html"]), "cell-calls")[0]
	for class, want := range map[string][]string{
		"r1": {"#client-1", "#server-3", ""}, // "" is the arrow
		"r2": {"#client-2", "#server-4", ""},
		"r3": {"#client-3", "#server-4", ""},
	} {
		var got []string
		for _, n := range elements(drawing, func(n *html.Node) bool { return hasClass(n, class) }) {
			got = append(got, attribute(n, "href"))
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s is on %q, want %q", class, got, want)
		}
	}
}

func TestTheStepsOfADrawingLeadToThePrograms(t *testing.T) {
	_, files := fixture(t)
	for _, name := range pages(files) {
		root := parsePage(t, files[name])
		for _, n := range elements(root, func(n *html.Node) bool { return n.Data == "a" && n.Namespace == "svg" }) {
			if id := strings.TrimPrefix(attribute(n, "href"), "#"); len(byID(root, id)) != 1 {
				t.Errorf("%s: a step of a drawing leads to %q, which is not there", name, id)
			}
		}
	}
}
