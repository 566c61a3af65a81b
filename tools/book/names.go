package book

import (
	"fmt"
	"slices"
	"strings"

	"socketpairs/tools/book/rule"
	"socketpairs/tools/book/runfile"
)

// GlossaryID is the id of the page that is made from all Terms.
const GlossaryID = "glossary"

// taken are the names that the site has for itself, and YAML's for nothing.
var taken = []string{"index", GlossaryID, "search", "snippets", "null"}

// CheckID says why no lesson or page may have an id; nil if one may.
func CheckID(id string) error {
	if err := rule.CheckName(id, "a lesson's id"); err != nil {
		return err
	}
	if slices.Contains(taken, id) {
		return fmt.Errorf("the name %s has another use already; take another id", id)
	}
	return nil
}

// checkRole says why no role may have a name; nil if one may.
func checkRole(role string) error {
	if err := rule.CheckName(role, "a name for a role"); err != nil {
		return err
	}
	if isPageID(role) || isPageID(StepID(role, 1)) || runfile.IsWord(role) {
		return fmt.Errorf("%s is a name that every page or every script has; call the role otherwise", role)
	}
	return nil
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }
