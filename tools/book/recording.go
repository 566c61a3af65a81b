package book

import (
	"slices"
	"strings"
)

// Changes says in a few words in what a new recording differs from this one,
// which may be nil; empty if both assert the same and were made from the same
// sources. When, with what versions, and with which packets does not count:
// those are rewritten only together with something that does.
func (rec *Recording) Changes(other *Recording) string {
	if rec == nil {
		return "recorded for the first time"
	}
	var changes []string
	for _, source := range other.Sources {
		if source.Path != captureName && !slices.Contains(rec.Sources, source) {
			changes = append(changes, source.Path+" changed")
		}
	}
	for _, source := range rec.Sources {
		if !slices.ContainsFunc(other.Sources, func(s SourceHash) bool { return s.Path == source.Path }) {
			changes = append(changes, source.Path+" is gone")
		}
	}
	for _, output := range other.Outputs {
		if !slices.Contains(rec.Outputs, output) {
			changes = append(changes, output.Name+" prints something else")
		}
	}
	if len(rec.Outputs) > len(other.Outputs) {
		changes = append(changes, "fewer programs")
	}
	if rec.Wire != other.Wire {
		changes = append(changes, "other bytes on the wire")
	}
	for _, fault := range other.Faults {
		switch rec.Fault(fault.Name) {
		case fault.Text:
		case "":
			changes = append(changes, "fault "+fault.Name+" is new")
		default:
			changes = append(changes, "fault "+fault.Name+" does something else")
		}
	}
	for _, fault := range rec.Faults {
		if other.Fault(fault.Name) == "" {
			changes = append(changes, "fault "+fault.Name+" is gone")
		}
	}
	if len(changes) == 0 && (len(rec.damage) > 0 || rec.seal != rec.sealed()) {
		changes = append(changes, "it had been changed by hand")
	}
	return strings.Join(changes, ", ")
}
