// Package runfile reads and writes run.txtar, the file that says how a
// lesson's programs are run and what they did. It is the language that authors
// write runs in; it plays nothing and compares nothing: package play plays a
// run, package book judges whether a recording is of today's programs.
//
// Begin at Parse and File; the kinds of commands, settings, needs, faults and
// sections are one table each.
//
// # The file
//
// A run file is a txtar archive (https://pkg.go.dev/golang.org/x/tools/txtar):
// a script, which people write, then sections, which pairs record writes.
//
//	file    = script { section }
//	script  = { line }
//	line    = [ comment | setting | command ]
//	comment = "#" text
//	setting = NAME ": " value
//	command = start | "stop" NAME | "wait"
//	start   = ROLE [ "as" NAME ] { ARGUMENT } [ "&" ]
//	section = "-- " ( NAME | "wire" | "fault " NAME | "recorded" | other ) " --" lines
//
// A ROLE or NAME is words of lower case letters and digits with hyphens
// between them, and no word that has a meaning here, such as wire. White space
// around a line and between its words does not count.
//
// # The script
//
// Comments above the first command are the caption of the run; further down
// they are for authors. Settings stand above the first command, each once.
//
// A start runs the program of a role, whose name in the run is the role's if
// "as" gives no other. There is no shell: arguments are words as they stand,
// and the program has nothing to read on its standard input. The script goes
// on when the program has printed a ready line (see Ready) or has ended; with
// "&" it goes on at once. "stop" interrupts a program as Ctrl-C does and waits
// for its end, "wait" waits until all have ended. So does the script's end.
//
// # The sections
//
// The section NAME is what the program of that name printed; "wire" is the
// transcript of the packets in run.pcapng beside the file (see package wire);
// "fault NAME" is what a scripted peer and the programs did when the peer
// played that fault. All mixes of languages do the same, so the file does not say
// which of them it was.
//
// The section "recorded" says what the others were made with: a line "KEY:
// value" for date, system, python and go, and for each source a line "source:
// PATH HASH", where HASH is the first 16 hexadecimal digits of the SHA-256 and
// run.txtar stands for the script alone. Its last line is "seal: HASH", of all
// these sections without it, so that a change by hand is found.
//
// # What it does not own
//
// Format writes the script byte for byte as it was read. A section of no kind
// of these, such as one with a space in its name, is kept as well, behind
// "recorded" and outside of the seal: an author's note, or what a later
// version records.
package runfile
