package book

import (
	"slices"
	"strings"
)

// Fault is something that the real world does to a server and an ordinary
// client does not. A run file claims with "survives:" that the lesson's
// server lives through it; package play tries that with a scripted peer.
type Fault struct {
	Name string // early-fin
	Does string // what the peer does, as one sentence without its subject
}

// faultPrefix begins the name of a section that holds what a fault run did.
// No program's name has a space in it.
const faultPrefix = "fault "

// faultPeer is what such a section calls the scripted peer.
const faultPeer = "peer"

// Faults lists the faults that there are. All but empty are for servers that
// speak TCP; empty, overlong and not-utf8 are for those that speak UDP.
func Faults() []Fault {
	return []Fault{
		{"early-fin", "connects and ends its stream at once, without a byte."},
		{"reset", "connects and resets the connection at once."},
		{"gone", "sends what a client sends and resets, while the server is with another."},
		{"silent", "connects and says nothing while the other programs run."},
		{"bytewise", "sends what a client sends, one byte at a time."},
		{"doubled", "sends all that a client sends twice, in one write."},
		{"cut", "sends what a client sends, but for the last byte, and ends its stream."},
		{"overlong", "sends far more than any message has, without an end."},
		{"not-utf8", "sends what a client sends, with one byte that is not UTF-8."},
		{"slow-reader", "asks for much, and reads nothing until the server waits for it."},
		{"crowd", "opens 100 connections at once, each an ordinary client's."},
		{"empty", "sends a datagram without a byte."},
	}
}

// FaultNames lists the names of the faults.
func FaultNames() []string {
	var names []string
	for _, fault := range Faults() {
		names = append(names, fault.Name)
	}
	return names
}

// Fault returns what is recorded for a fault; empty if nothing is.
func (rec *Recording) Fault(name string) string {
	if rec == nil {
		return ""
	}
	i := slices.IndexFunc(rec.Faults, func(o Output) bool { return o.Name == name })
	if i < 0 {
		return ""
	}
	return rec.Faults[i].Text
}

// FaultEnded is the last line of what is recorded of a fault after which the
// server has ended, so that nobody could meet it any more.
const FaultEnded = "the server has ended: the rest of the script was not played\n"

// Ended reports whether the server had ended after a fault.
func (rec *Recording) Ended(fault string) bool {
	return strings.HasSuffix(rec.Fault(fault), FaultEnded)
}

// parseSurvives reads the names of the faults that the server survives.
func (p *runParser) parseSurvives(line int, names []string) {
	for i, name := range names {
		switch {
		case !slices.Contains(FaultNames(), name):
			p.report(line, "setting", "unknown fault %q; known are %s", name, strings.Join(FaultNames(), ", "))
		case slices.Contains(names[:i], name):
			p.report(line, "setting", "survives names %s twice", name)
		}
	}
	p.run.Survives = names
}

// checkPeerName reports a program that goes by the name of the peer.
func checkPeerName(lesson *Lesson, c *checker) {
	for _, start := range lesson.Run.Starts() {
		if start.Name == faultPeer && len(lesson.Run.Survives) > 0 {
			c.report(start.Line, "program-name", "peer is the one that plays the faults; give this program another name: %s as NAME", start.Role)
		}
	}
}

// checkFaults reports each fault that is claimed and not recorded, or recorded
// and not claimed.
func (l *Lesson) checkFaults(c *checker) {
	for _, name := range l.Run.Survives {
		if l.Run.Recording.Fault(name) == "" {
			c.report(1, "recorded-faults", "survives names %s, which is not recorded", name)
		}
	}
	for _, fault := range l.Run.Recording.Faults {
		if !slices.Contains(l.Run.Survives, fault.Name) {
			c.report(1, "recorded-faults", "the fault %s is recorded, but survives does not name it", fault.Name)
		}
	}
}
