package book

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestNumbers wants a number of the text to be one of the programs, of the
// run or of the packets, or a fact with its source.
func TestNumbers(t *testing.T) {
	const trap, front = "A segment is not a message.", "question: Who says \"hello\" first?\n"
	for _, test := range []struct{ name, old, new, want string }{
		{"of the run", trap, "5 bytes.", ""},
		{"of the packets", trap, "9 and 10 bytes.", ""},
		{"of a program", trap, "Port 8089.", ""},
		{"of a step", trap, "4 bytes.", ":56: 4 is neither"},
		{"of nothing", trap, "4,711 bytes.", ":56: 4,711 is neither in the programs nor in the run"},
		{"in code", trap, "Take `recv(4711)`.", ":56: 4711 is neither"},
		{"in a table", "| 5 |", "| 4711 |", ":53: 4711 is neither"},
		{"in a heading", "## Look at it", "## 4711 looks", ":35: 4711 is neither"},
		{"in a PREDICT", "> Who prints first?", "> 4711?", ":9: 4711 is neither"},
		{"part of a known one", trap, "Port 80895.", ":56: 80895 is neither"},
		{"a fraction", trap, "4.711 seconds.", ":56: 4.711 is neither"},
		{"a fraction of a known number", trap, "5.25 seconds.", ":56: 5.25 is neither"},
		{"of a task", "> Greet twice.", "> Greet 4711 times.", ""},
		{"of a task, in its answer", "> ---\n>\n> ```diff", "> Or 4711.\n>\n> ---\n>\n> So 4711.\n>\n> ```diff", ""},
		{"of an answer alone", "> ---\n>\n> ```diff", "> ---\n>\n> So 4711.\n>\n> ```diff", ":69: 4711 is neither"},
		{"names", trap, "RFC 4711, section 47.11, steps 2 to 4, Python 4.711, HTTP/4.7, IPv4, UTF-8, x86, Windows 10.", ""},
		{"a version without a point", trap, "Python 4711 times.", ":56: 4711 is neither"},
		{"in the sources", "> Greet twice.", "> Greet twice.\n\n## Sources\n\n- 4711.", ""},

		{"a fact", trap, "4,711 bytes.\n{facts 4,711 bytes: measured here}", ""},
		{"a fact of other words", trap, "4,711 lines.\n{facts 4,711 bytes: measured here}", ":4: the text does not say \"4,711 bytes\""},
		{"a fact cuts no number", trap, "4,711.\n{facts 711: measured here}", ":4: the text does not say \"711\""},
		{"a fact cuts no word", trap, "Take 5 secondsX.\n{facts 5 seconds: measured here}", ":4: the text does not say \"5 seconds\""},
		{"a fact of another lesson", trap, "2 lines.\n{facts 2 lines: lesson relay}", ""},
		{"a fact that the other lesson lacks", trap, "4711 bytes.\n{facts 4711: lesson relay}", ":4: the fact \"4711\": neither the programs nor the run of relay show 4711"},
		{"a fact of no lesson", trap, "4711 bytes.\n{facts 4711: lesson gone}", ":4: the fact \"4711\": there is no lesson gone"},

		{"the columns", "| `b\"hello\"` | `\"hello\"` |", "| `net.Dial` | `sendall` |", ":53: net.Dial stands in the column Python"},
		{"the other column", "| `b\"hello\"` | `\"hello\"` |", "| `x` | `create_connection` |", ":53: create_connection stands in the column Go"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := fstest.MapFS{}
			if err := fillFrom(root, "../render/testdata/course"); err != nil {
				t.Fatal(err)
			}
			text, fact, hasFact := strings.Cut(test.new, "\n{facts ")
			edit(t, root, "lessons/greeting.md", test.old, text)
			if hasFact {
				edit(t, root, "lessons/greeting.md", front, "facts:\n  "+strings.TrimSuffix(fact, "}")+"\n"+front)
			}
			got := strings.Join(texts(Load(root).CheckSources()), "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestNumbersWhileAProgramChanges wants no number to be compared with a
// recording that is not of these programs, and no fact to be taken for unused.
func TestNumbersWhileAProgramChanges(t *testing.T) {
	root := fstest.MapFS{}
	if err := fillFrom(root, "../render/testdata/course"); err != nil {
		t.Fatal(err)
	}
	edit(t, root, "lessons/greeting.md", "A segment is not a message.", "4,711 of 815 bytes.")
	edit(t, root, "lessons/greeting.md", "question: ", "facts:\n  '815': chosen an example\nquestion: ")
	client := root["snippets/greeting/client/client.py"]
	client.Data = append(client.Data, "# The end.\n"...)
	if got := texts(Load(root).CheckSources()); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}
