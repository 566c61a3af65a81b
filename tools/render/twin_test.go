package render_test

import (
	"fmt"
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

func TestThereIsARuleThatLightsEachRow(t *testing.T) {
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

func TestTheStepsOfADrawingLeadToThePrograms(t *testing.T) {
	_, files := fixture(t)
	for _, name := range pages(files) {
		root := parsePage(t, files[name])
		for _, n := range elements(root, isStepOfCall) {
			if id := strings.TrimPrefix(attribute(n, "href"), "#"); len(byID(root, id)) != 1 {
				t.Errorf("%s: a step of a drawing leads to %q, which is not there", name, id)
			}
		}
	}
}

func isStepOfCall(n *html.Node) bool {
	return n.Data == "a" && n.Parent.Data == "li" && hasClass(n.Parent.Parent.Parent, "calls")
}
