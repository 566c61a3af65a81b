package runfile_test

import (
	"fmt"

	"socketpairs/tools/book/runfile"
)

const echo = `# Two clients, one after the other.
survives: reset
server
client as ann hello
client as bob hello &
# Bob is not waited for.
stop server
-- the author's notes --
Ann first.
`

func ExampleParse() {
	file, problems := runfile.Parse("run.txtar", []byte(echo))
	fmt.Println(file.Caption, problems)
	for _, start := range file.Starts() {
		fmt.Println(start.Role, start.Name, start.Args, start.Background)
	}
	// Output:
	// Two clients, one after the other. []
	// server server [] false
	// client ann [hello] false
	// client bob [hello] true
}

func ExampleParse_problems() {
	_, problems := runfile.Parse("run.txtar", []byte("speed: high\nserver < words.txt\n"))
	for _, problem := range problems {
		fmt.Println(problem)
	}
	// Output:
	// run.txtar:1: unknown setting "speed"; known are needs, unordered, because, survives (setting)
	// run.txtar:2: "<" means nothing here: a program is started without a shell, and reads nothing (command)
}

// A recording goes between the script and what the file does not own; both
// stay as they were.
func ExampleFile_Format() {
	file, _ := runfile.Parse("run.txtar", []byte(echo))
	file.Recording = &runfile.Recording{
		Date: "2026-11-23", System: "Linux 6.18", Python: "3.11.7", Go: "1.26.8",
		Sources: []runfile.SourceHash{runfile.HashOf(runfile.Name, file.Script)},
		Outputs: []runfile.Output{{Name: "server", Text: "listening on 127.0.0.1:8089\n"}, {Name: "ann", Text: "hello\n"}, {Name: "bob"}},
	}
	text, err := file.Format()
	fmt.Printf("%s%v\n", text, err)
	// Output:
	// # Two clients, one after the other.
	// survives: reset
	// server
	// client as ann hello
	// client as bob hello &
	// # Bob is not waited for.
	// stop server
	// -- server --
	// listening on 127.0.0.1:8089
	// -- ann --
	// hello
	// -- bob --
	// -- recorded --
	// date: 2026-11-23
	// system: Linux 6.18
	// python: 3.11.7
	// go: 1.26.8
	// source: run.txtar 2c892dd117de105e
	// seal: d6bf26f8da701af1
	// -- the author's notes --
	// Ann first.
	// <nil>
}

func ExampleRecording_Changes() {
	then := &runfile.Recording{Outputs: []runfile.Output{{Name: "client", Text: "hello\n"}}}
	now := &runfile.Recording{Outputs: []runfile.Output{{Name: "client", Text: "HELLO\n"}}, Wire: "tcp\n"}
	fmt.Println(then.Changes(now))
	// Output: client prints something else, other bytes on the wire
}

func ExampleParseReady() {
	ready, err := runfile.ParseReady("listening on 127.0.0.1:8080 and 127.0.0.1:8089")
	fmt.Println(ready.Protocol, ready.Ends, err)
	// Output: tcp [127.0.0.1:8080 127.0.0.1:8089] <nil>
}
