package snippet

import (
	"bytes"
	_ "embed" // for the list of Python's modules
	"regexp"
	"strings"
)

// pystdlib holds the names of sys.stdlib_module_names that every Python from
// 3.10 to 3.13 has.
//
//go:embed pystdlib.txt
var pystdlib string

// A whole line that imports, so that prose in a docstring is not taken for
// one.
var (
	importLine = regexp.MustCompile(`^\s*import ((?:[\w.]+(?: as \w+)?(?:, )?)+)\s*(?:#.*)?$`)
	fromLine   = regexp.MustCompile(`^\s*from ([\w.]+) import [\w(*]`)
)

// partSent is a call of send whose result, how much was sent, nobody looks at.
var partSent = regexp.MustCompile(`^\s*[\w.]+\.send\(`)

// checkPython checks that a Python program imports the standard library alone,
// and sends all over a stream.
func (c *programChecker) checkPython(source []byte) {
	number := 0
	isStream := !bytes.Contains(source, []byte("SOCK_DGRAM"))
	for line := range strings.Lines(string(source)) {
		number++
		if isStream && partSent.MatchString(line) {
			c.Report(number, "send-all", "send may send less than all, and the result is dropped; call sendall, or look at the result")
		}
		var modules []string
		if m := fromLine.FindStringSubmatch(line); m != nil {
			modules = []string{m[1]}
		} else if m := importLine.FindStringSubmatch(line); m != nil {
			modules = strings.Split(m[1], ", ")
		}
		for _, module := range modules {
			module, _, _ = strings.Cut(module, " ")
			first, _, _ := strings.Cut(module, ".")
			if !strings.Contains("\n"+pystdlib, "\n"+first+"\n") {
				c.Report(number, "standard-library", "imports %s; programs use the standard library alone", module)
			}
		}
	}
}
