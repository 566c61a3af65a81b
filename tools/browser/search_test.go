package browser

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
)

// queries are what people type, pasted errors among them, and after a tab the
// pages that answer it.
//
//go:embed testdata/queries.tsv
var queries string

// least is of how many queries in a hundred a right page has to be among the
// first three results.
const least = 96

// searchAnswers wants queries to find the pages that answer them.
func searchAnswers(t *testing.T, _ *site, tab *tab) {
	var typed, answers []string
	for line := range strings.Lines(queries) {
		query, pages, _ := strings.Cut(strings.TrimSpace(line), "\t")
		typed, answers = append(typed, query), append(answers, pages)
	}
	right := 0
	for i, found := range ask[[][]string](t, tab, "searchFor", typed) {
		if slices.ContainsFunc(strings.Fields(answers[i]), func(page string) bool { return slices.Contains(found, page+".html") }) {
			right++
		} else {
			t.Logf("%q finds %s, not %s", typed[i], found, answers[i])
		}
	}
	if right*100 < len(typed)*least {
		t.Errorf("%d of %d queries find a right page", right, len(typed))
	}
	said := ask[string](t, tab, "searchSays", "listen xyzzyq")
	if !strings.HasPrefix(said, "Nothing has “xyzzyq”. ") || !strings.Contains(said, "place") {
		t.Errorf("of a word that nothing has, the search says %q", said)
	}
}
