package book

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// name is the form of a lesson's id and of a role: no underscore, because Go
// reads _linux and _test in file names.
var name = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// device is a name that Windows keeps for a device, whatever its ending: a
// file or folder of this name cannot be checked out there
// (https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file).
var device = regexp.MustCompile(`^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// longestName is how many bytes a name may have: a page's name and the folders
// above it have to fit the 260 characters that Windows allows for a path.
const longestName = 60

// GlossaryID is the id of the page that is made from all Terms.
const GlossaryID = "glossary"

// taken are the names that the site has for itself, and YAML's for nothing.
var taken = []string{"index", GlossaryID, "search", "snippets", "null"}

// ValidName reports whether a name has the form of a lesson's id or a role.
func ValidName(s string) bool { return name.MatchString(s) }

// checkName says why nothing may have a name: no lesson, no role, no program
// of a run.
func checkName(s, what string) error {
	switch {
	case !ValidName(s):
		return fmt.Errorf("%q is not %s; use lower case letters, digits and hyphens", s, what)
	case device.MatchString(s):
		return fmt.Errorf("%s is a device's name on Windows, where no file can have it; take another", s)
	case len(s) > longestName:
		return fmt.Errorf("%s has %d letters, at most %d are for a name; take a shorter one", s, len(s), longestName)
	}
	return nil
}

// CheckID says why no lesson or page may have an id; nil if one may.
func CheckID(id string) error {
	if err := checkName(id, "a lesson's id"); err != nil {
		return err
	}
	if slices.Contains(taken, id) {
		return fmt.Errorf("the name %s has another use already; take another id", id)
	}
	return nil
}

// checkRole says why no role may have a name; nil if one may.
func checkRole(role string) error {
	if err := checkName(role, "a name for a role"); err != nil {
		return err
	}
	if isPageID(role) || isPageID(role+"-1") || slices.Contains(scriptWords, role) {
		return fmt.Errorf("%s is a name that every page or every script has; call the role otherwise", role)
	}
	return nil
}

// scriptWords are the words of a run's script, and its sections, that are no
// role's name.
var scriptWords = []string{"as", "stop", "wait", wireSection, recordedSection}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }
