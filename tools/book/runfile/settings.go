package runfile

import (
	"net"
	"runtime"
	"slices"
	"strings"

	"socketpairs/tools/book/rule"
)

// SettingKind is a line "NAME: value" that may stand above the commands.
type SettingKind struct {
	Name, Takes, Says string // for authors

	set func(p *parser, line int, value string)
}

// SettingKinds lists the settings.
func SettingKinds() []SettingKind {
	return []SettingKind{
		{"needs", "one or more of the needs below", "what a machine must have; elsewhere the run is left out", (*parser).setNeeds},
		{"unordered", "names of programs", "whose lines may come in any order", func(p *parser, _ int, value string) {
			p.run.Unordered = strings.Fields(value)
		}},
		{"because", "a sentence", "the reason for needs or unordered; each of them wants one", func(p *parser, _ int, value string) {
			p.run.Because = value
		}},
		{"survives", "names of faults", "what the server lives through, in either language; it is tried", (*parser).setSurvives},
	}
}

func (p *parser) parseSetting(line int, key, value string) {
	if len(p.run.Commands) > 0 {
		p.Report(line, "setting", "the setting %s comes after a command; settings stand at the top", key)
	}
	kinds := SettingKinds()
	i := slices.IndexFunc(kinds, func(k SettingKind) bool { return k.Name == key })
	if i < 0 {
		p.Report(line, "setting", "unknown setting %q; known are %s", key, rule.List(kinds, func(k SettingKind) string { return k.Name }))
		return
	}
	kinds[i].set(p, line, value)
}

// Need is what the setting "needs" may ask of a machine.
type Need struct {
	Name string // linux
	Asks string // for authors
	Says string // to readers, as a sentence

	Met func() bool // whether this machine has it
}

// Needs lists the needs.
func Needs() []Need {
	return []Need{
		{"linux", "Linux", "This run needs Linux.",
			func() bool { return runtime.GOOS == "linux" }},
		{"unix", "Linux or macOS", "This run needs Linux or macOS.",
			func() bool { return runtime.GOOS != "windows" }},
		{"aliases", "more addresses of the loopback than 127.0.0.1, such as 127.0.0.2",
			"This run needs more loopback addresses than 127.0.0.1; macOS has only that one until you add them.", hasAliases},
	}
}

// hasAliases reports whether a program can have another address. Linux and
// Windows have all of 127.0.0.0/8; macOS has them after ifconfig lo0 alias.
func hasAliases() bool {
	socket, err := net.ListenPacket("udp", "127.0.0.2:0")
	return err == nil && socket.Close() == nil
}

func (p *parser) setNeeds(line int, value string) {
	p.run.Needs = strings.Fields(value)
	for _, need := range p.run.Needs {
		if !slices.ContainsFunc(Needs(), func(n Need) bool { return n.Name == need }) {
			p.Report(line, "setting", "unknown need %q; known are %s", need, rule.List(Needs(), func(n Need) string { return n.Name }))
		}
	}
}

// Fault is something that the real world does to a server and an ordinary
// client does not. A run file claims with "survives:" that the lesson's
// server lives through it; package play tries that with a scripted peer.
type Fault struct {
	Name string // early-fin
	TCP  bool   // it is played over streams
	UDP  bool   // it is played over datagrams
	Does string // what the peer does, as one sentence without its subject
}

// Over says over which protocols a fault is played.
func (f Fault) Over() string {
	switch {
	case f.TCP && f.UDP:
		return "TCP, UDP"
	case f.UDP:
		return "UDP"
	}
	return "TCP"
}

// Faults lists the faults that there are.
func Faults() []Fault {
	return []Fault{
		{"early-fin", true, false, "connects and ends its stream at once, without a byte."},
		{"reset", true, false, "connects and resets the connection at once."},
		{"gone", true, false, "sends what a client sends and resets, while the server is with another."},
		{"silent", true, false, "connects and says nothing while the other programs run."},
		{"bytewise", true, false, "sends what a client sends, one byte at a time."},
		{"doubled", true, false, "sends all that a client sends twice, in one write."},
		{"cut", true, false, "sends what a client sends, but for the last byte, and ends its stream."},
		{"overlong", true, true, "sends far more than any message has, without an end."},
		{"not-utf8", true, true, "sends what a client sends, with one byte that is not UTF-8."},
		{"slow-reader", true, false, "asks for much, and reads nothing until the server waits for it."},
		{"crowd", true, false, "opens 100 connections at once, each an ordinary client's."},
		{"empty", false, true, "sends a datagram without a byte."},
	}
}

// FaultNames lists the names of the faults, in the order of the table.
func FaultNames() []string {
	var names []string
	for _, fault := range Faults() {
		names = append(names, fault.Name)
	}
	return names
}

// Peer is what the section of a fault calls the scripted peer.
const Peer = "peer"

func (p *parser) setSurvives(line int, value string) {
	names := strings.Fields(value)
	for i, name := range names {
		switch {
		case !slices.Contains(FaultNames(), name):
			p.Report(line, "setting", "unknown fault %q; known are %s", name, strings.Join(FaultNames(), ", "))
		case slices.Contains(names[:i], name):
			p.Report(line, "setting", "survives names %s twice", name)
		}
	}
	p.run.Survives = names
}
