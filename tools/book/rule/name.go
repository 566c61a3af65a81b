package rule

import (
	"fmt"
	"regexp"
)

// name is the form of a lesson's id and of a role: no underscore, because Go
// reads _linux and _test in file names.
var name = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// device is a name that Windows keeps for a device, whatever its ending: a
// file or folder of this name cannot be checked out there
// (https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file).
var device = regexp.MustCompile(`^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// LongestName is how many bytes a name may have: a page's name and the folders
// above it have to fit the 260 characters that Windows allows for a path.
const LongestName = 60

// ValidName reports whether a name has the form of a lesson's id or a role.
func ValidName(s string) bool { return name.MatchString(s) }

// CheckName says why nothing may have a name: no lesson, no role, no program
// of a run. What it would name, the error says: a lesson's id.
func CheckName(s, what string) error {
	switch {
	case !ValidName(s):
		return fmt.Errorf("%q is not %s; use lower case letters, digits and hyphens", s, what)
	case device.MatchString(s):
		return fmt.Errorf("%s is a device's name on Windows, where no file can have it; take another", s)
	case len(s) > LongestName:
		return fmt.Errorf("%s has %d letters, at most %d are for a name; take a shorter one", s, len(s), LongestName)
	}
	return nil
}
