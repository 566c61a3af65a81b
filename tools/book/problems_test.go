package book

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	helloText   = "lessons/hello.md"
	helloRun    = "snippets/hello/run.txtar"
	serverPy    = "snippets/hello/server/server.py"
	serverGo    = "snippets/hello/server/server.go"
	clientPy    = "snippets/hello/client/client.py"
	clientGo    = "snippets/hello/client/client.go"
	removed     = "\x00removed"
	contentsTop = "title: A course\n"
)

// breakage is one way to break the course.
type breakage struct {
	what           string
	path, old, new string // see change
	want           string // "path:line: " and the beginning of the message
	rule           string // that it breaks
}

// broken are the rules of the course: each case breaks one, and wants the one
// problem that says so.
var broken = []breakage{
	// The contents.
	{"contents are missing", ContentsPath, "", removed, ContentsPath + ":1: cannot be read: file does not exist", "readable"},
	{"contents are malformed", ContentsPath, contentsTop, "title: [\n", ContentsPath + ":2: malformed YAML", "yaml"},
	{"contents have an unknown key", ContentsPath, contentsTop, contentsTop + "author: me\n", ContentsPath + ":2: malformed YAML: field author not found", "yaml"},
	{"contents have no title", ContentsPath, contentsTop, "", ContentsPath + ":1: no title", "contents"},
	{"a home that is no address", ContentsPath, contentsTop, contentsTop + "home: ../README.md\n", ContentsPath + ":2: home: ../README.md is not the address of a page", "contents"},
	{"contents name a lesson that is not there", ContentsPath, "- again", "- again\n      - gone", "lessons/gone.md:1: cannot be read: file does not exist", "readable"},
	{"contents name a lesson twice", ContentsPath, "- again", "- again\n      - hello", ContentsPath + ":8: hello is named twice, first in line 6", "contents"},
	{"a page that is not there", ContentsPath, "- again", "- again\npages: [about]", "lessons/about.md:1: cannot be read: file does not exist", "readable"},
	{"a page with the name of a generated one", ContentsPath, "- again", "- again\npages: [glossary]", ContentsPath + ":8: the name glossary has another use", "name"},
	{"contents name a path", ContentsPath, "- again", "- again\n      - ../go", ContentsPath + `:8: "../go" is not a lesson's id`, "name"},
	{"a lesson is not in the contents", "lessons/lost.md", "", "x\n", "lessons/lost.md:1: this lesson is not in lessons/contents.yaml", "stray-file"},
	{"a stray file among the lessons", "lessons/notes.txt", "", "x\n", "lessons/notes.txt:1: not a lesson", "stray-file"},
	{"an unused snippet folder", "snippets/lost/server/server.py", "", "x\n", "snippets/lost:1: no lesson uses this folder", "stray-file"},
	{"a stray file among the snippets", "snippets/x.py", "", "x\n", "snippets/x.py:1: not a folder", "stray-file"},

	{"a title of two lines", ContentsPath, contentsTop, "title: \"A\\nB\"\n", ContentsPath + ":1: the title has a line break", "one-line"},
	{"an escape in a part's title", ContentsPath, "The first part", `"The \e[31m part"`, ContentsPath + ":3: the title holds what a text may not: control character '\\x1b'", "one-line"},
	{"a hidden character in an intro", ContentsPath, "What the part is about.", `"What \u202e it is."`, ContentsPath + ":4: the intro holds what a text may not: the character U+202E", "one-line"},
	{"a key twice", ContentsPath, contentsTop, contentsTop + contentsTop, ContentsPath + `:2: malformed YAML: mapping key "title" already defined at line 1`, "yaml"},
	{"a lesson with a device's name", ContentsPath, "- again", "- again\n      - con", ContentsPath + ":8: con is a device's name on Windows", "name"},
	{"a lesson with a long name", ContentsPath, "- again", "- again\n      - " + strings.Repeat("x", 61), ContentsPath + ":8: " + strings.Repeat("x", 61) + " has 61 letters", "name"},
	{"contents without parts", ContentsPath, "", contentsTop, ContentsPath + ":1: no parts", "contents"},
	{"a home with an escape", ContentsPath, contentsTop, contentsTop + `home: "https://example.org/\e"` + "\n", ContentsPath + ":2: home holds what a text may not", "one-line"},
	{"a part without an intro", ContentsPath, "    intro: What the part is about.\n", "", ContentsPath + ":1: part 1 needs a title and an intro", "contents"},
	{"a part without a title", ContentsPath, "title: The first part", "title: ''", ContentsPath + ":1: part 1 needs a title and an intro", "contents"},

	{"a home without encryption", ContentsPath, contentsTop, contentsTop + "home: http://example.org/\n", ContentsPath + ":2: home: http://example.org/ is not", "contents"},
	{"a folder among the lessons", "lessons/notes/x", "", "x\n", "lessons/notes:1: not a lesson", "stray-file"},

	// Any text.
	{"a bad byte after a sign for one", serverPy, `"""A server."""`, "# \ufffd\n# \xff", serverPy + ":2: invalid UTF-8", "plain-text"},
	{"a deleted character", serverPy, `"""A server."""`, "# \x7f", serverPy + `:1: control character '\x7f'`, "plain-text"},
	{"a C1 control character", serverPy, `"""A server."""`, "# \u0085", serverPy + `:1: control character '\u0085'`, "plain-text"},
	{"text that runs the other way", serverPy, `"""A server."""`, "# \u202e", serverPy + ":1: the character U+202E is invisible", "plain-text"},
	{"an isolated text", helloText, "A word", "A \u2066word", helloText + ":6: the character U+2066 is invisible", "plain-text"},
	{"a space without width", clientGo, "// A client.", "// A\u200bclient.", clientGo + ":1: the character U+200B is invisible", "plain-text"},
	{"a mark of direction", helloRun, "# The server", "# \u200fThe server", helloRun + ":1: the character U+200F is invisible", "plain-text"},
	{"a byte order mark inside", clientGo, "// A client.", "// A\ufeffclient.", clientGo + ":1: the character U+FEFF is invisible", "plain-text"},
	{"an empty file", helloText, "", " \n", helloText + ":1: the file is empty", "plain-text"},
	{"invalid UTF-8", serverPy, `"""A server."""`, "# \xff", serverPy + ":1: invalid UTF-8", "plain-text"},
	{"a carriage return", serverPy, "import socket\n", "import socket\r\n", serverPy + `:3: control character '\r'`, "plain-text"},
	{"a byte order mark", serverPy, `"""A server."""`, "\ufeff# A server.", serverPy + ":1: the file begins with a byte order mark", "plain-text"},
	{"no last line end", clientPy, "sendall(b\"hello\")\n", "sendall(b\"hello\")", clientPy + ":9: the last line does not end", "plain-text"},

	// Lessons.
	{"no front matter", helloText, "---\ntitle", "title", helloText + ":1: no front matter", "front-matter"},
	{"malformed front matter", helloText, "title: Hello", "title: [", helloText + ":2: malformed YAML", "yaml"},
	{"an unknown key in the front matter", helloText, "title: Hello", "title: Hello\nauthor: me", helloText + ":3: malformed YAML: field author", "yaml"},
	{"a key twice in the front matter", helloText, "title: Hello", "title: Hello\ntitle: Hello", helloText + `:3: malformed YAML: mapping key "title" already defined at line 2`, "yaml"},
	{"a title with an escape", helloText, "title: Hello", `title: "a\e[31m"`, helloText + ":2: the title holds what a text may not: control character '\\x1b'", "one-line"},
	{"a question of two lines", helloText, "question: Who speaks first?", `question: "Who\nspeaks?"`, helloText + ":3: the question has a line break", "one-line"},
	{"empty front matter", helloText, "---\ntitle: Hello\nquestion: Who speaks first?\n---\n", "---\n\n---\n", helloText + ":2: malformed YAML: nothing in it", "yaml"},
	{"front matter without an end", helloText, "speaks first?\n---\n", "speaks first?\n", helloText + ":1: no front matter", "front-matter"},
	{"an empty title", helloText, "title: Hello", "title: ''", helloText + ":1: the front matter needs a title", "front-matter"},
	{"no question", helloText, "question: Who speaks first?\n", "", helloText + ":1: the front matter needs a title and a question", "front-matter"},
	{"an unknown cell", helloText, "```wire", "```wires", helloText + `:32: unknown cell "wires"`, "cell"},
	{"a fence without a kind", helloText, "```sh", "```", helloText + ":38: a fenced block without a kind", "cell"},
	{"an unknown cell with text", helloText, "```sh\necho", "```console\necho", helloText + `:38: unknown cell "console"; known are pair ROLE [N-M], run, `, "cell"},
	{"an unknown cell with words", helloText, "```sh\necho", "```py {x=1}\necho", helloText + `:38: unknown cell "py"`, "cell"},
	{"text inside a cell", helloText, "```run\n", "```run\nlistening\n", helloText + ":24: this kind of cell has no text of its own", "cell"},
	{"words after a cell", helloText, "```run", "```run now", helloText + `:24: "now" is too much`, "cell"},
	{"a pair of a role that is not there", helloText, "```pair server 3", "```pair peer 3", helloText + ":35: no role peer", "cell-step"},
	{"a pair outside its folder", helloText, "```pair server 3", "```pair ../again/server 3", helloText + `:35: "../again/server" is not a role`, "cell"},
	{"steps that are not there", helloText, "```pair server 3", "```pair server 4", helloText + ":35: steps 4-4 of server cannot be cut out", "cell-step"},
	{"steps that end in a joined step", helloText, "```pair server 3", "```pair server 1", helloText + ":35: steps 1-1 of server cannot be cut out", "cell-step"},
	{"steps that cut a joined step", helloText, "```pair server 3", "```pair server 2-3", helloText + ":35: steps 2-3 of server cannot be cut out", "cell-step"},
	{"a pair without a role", helloText, "```pair server 3", "```pair", helloText + ":35: a pair cell names a role", "cell"},
	{"a pair with a word too many", helloText, "```pair server 3", "```pair server 1 2", helloText + ":35: a pair cell names a role", "cell"},
	{"a step 0", helloText, "```pair server 3", "```pair server 0", helloText + `:35: "0" is not a range of steps`, "cell"},
	{"a call from a step 0", helloText, "client 1 -> server 2", "client 0 -> server 2", helloText + ":28: client has no step 0", "cell-step"},
	{"steps backward", helloText, "```pair server 3", "```pair server 3-2", helloText + `:35: "3-2" is not a range of steps`, "cell"},
	{"a role shown twice", helloText, "```pair server 3", "```pair server", helloText + ":35: server is shown whole twice", "shown-once"},
	{"a role not shown", helloText, "```pair client\n```\n", "", helloText + ":1: the lesson does not show the role client whole", "lesson-plan"},
	{"a call that is none", helloText, "client 1 -> server 2 : SYN", "client -> server", helloText + `:28: "client -> server" is not a call`, "cell"},
	{"a call to a step that is not there", helloText, "client 1 -> server 2", "client 1 -> server 9", helloText + ":28: server has no step 9", "cell-step"},
	{"a call from a role that is not there", helloText, "client 2 -> server 3", "peer 2 -> server 3", helloText + ":29: no role peer", "cell-step"},
	{"a call from a role to itself", helloText, "client 1 -> server 2", "server 1 -> server 2", helloText + ":28: a call from server to itself", "arrow-form"},
	{"calls without calls", helloText, "client 1 -> server 2 : SYN\nclient 2 -> server 3 : 5 bytes\n", "", helloText + ":27: a calls cell without calls", "cell"},
	{"a change to a line that is not there", helloText, "```sh\necho hello\n", "```diff\n # 2. Speak.\n-connection.shout()\n+x\n", helloText + ":40: no program of this lesson has the line \"connection.shout()\"", "diff-line"},
	{"a fact that the text does not say", helloText, "question: Who", "facts:\n  4711 bytes: chosen an example\nquestion: Who", helloText + ":4: the text does not say \"4711 bytes\"", "fact-used"},
	{"a fact that cuts a number", helloText, "question: Who speaks first?\n---\n", "question: Who\nfacts:\n  '711': chosen an example\n---\n\nOf 4711.\n", helloText + ":5: the text does not say \"711\"", "fact-used"},
	{"a fact of no known kind", helloText, "question: Who", "facts:\n  8089: guessed it\nquestion: Who", helloText + ":4: the fact \"8089\": unknown kind of source \"guessed\"", "fact-source"},
	{"a fact without a source", helloText, "question: Who", "facts:\n  8089: measured\nquestion: Who", helloText + ":4: the fact \"8089\": say after measured where it comes from", "fact-source"},
	{"a fact without a number", helloText, "question: Who", "facts:\n  hello: measured here\nquestion: Who", helloText + ":4: the fact \"hello\" holds no number", "fact-source"},
	{"facts that are a list", helloText, "question: Who", "facts:\n  - 8089\nquestion: Who", helloText + ":4: malformed YAML", "yaml"},
	{"a link to another RFC than it says", helloText, "> Mind it.", "> See [RFC 862](https://www.rfc-editor.org/rfc/rfc8620).", helloText + ":47: the link's text says RFC 862, its address https://www.rfc-editor.org/rfc/rfc8620", "rfc-link"},
	{"two runs", helloText, "```wire", "```run", helloText + ":32: a second run cell", "shown-once"},
	{"an unknown callout", helloText, "[!TRAP]", "[!TRICK]", helloText + ":46: unknown callout [!TRICK]", "callout"},
	{"a marker that does not stand alone", helloText, "> [!TRAP]\n> ", "> [!TRAP] ", helloText + ":46: the marker of a callout stands alone", "markdown"},
	{"an exercise without minutes", helloText, "[!EXERCISE] 15 minutes", "[!EXERCISE]", helloText + ":52: how long does it take?", "task-minutes"},
	{"an assignment that takes no time", helloText, "60 minutes", "0 minutes", helloText + ":57: how long does it take?", "task-minutes"},
	{"a trap that takes time", helloText, "[!TRAP]", "[!TRAP] 5 minutes", helloText + ":46: [!TRAP] has a label or minutes", "task-minutes"},
	{"a trap with a label", helloText, "[!TRAP]", "[!TRAP deep]", helloText + ":46: [!TRAP] has a label or minutes", "task-minutes"},
	{"two exercises without a label", helloText, "> [!ASSIGN", "> [!EXERCISE] 5 minutes\n> More.\n\n> [!ASSIGN", helloText + ":57: a second place with the id exercise", "task-id"},
	{"two exercises with one label", helloText, "> [!ASSIGN", "> [!EXERCISE a] 5 minutes\n> A.\n\n> [!EXERCISE a] 5 minutes\n> B.\n\n> [!ASSIGN", helloText + ":60: a second place with the id exercise-a", "task-id"},
	{"a heading with an exercise's id", helloText, "## Run it", "## Exercise", helloText + ":22: the heading's id exercise is one that every page has", "heading-id"},
	{"a lesson that needs one which is not there", helloText, "question: Who", "needs: [gone]\nquestion: Who", helloText + ":3: needs gone: there is no such lesson", "needs"},
	{"a lesson that needs a later one", helloText, "question: Who", "needs: [again]\nquestion: Who", helloText + ":3: needs again, which does not come before it", "needs"},
	{"a lesson that needs itself", helloText, "question: Who", "needs:\n  - hello\nquestion: Who", helloText + ":4: needs hello, which does not come before it", "needs"},
	{"a marker in a later paragraph", helloText, "> Mind it.", "> Mind it.\n>\n> [!SYSTEMS]\n> Also.", helloText + ":49: the marker of a callout stands alone", "markdown"},
	{"a marker outside of a quote", helloText, "> [!TRAP]\n> Mind it.", "[!TRAP]\nMind it.", helloText + ":46: the marker of a callout stands alone", "markdown"},
	{"a callout without text", helloText, "> [!TRAP]\n> Mind it.", "> [!TRAP]", helloText + ":46: [!TRAP] has no text", "callout"},
	{"a prediction without its answer", helloText, "> ---\n> The client.\n", "", helloText + ":9: [!PREDICT] has no answer", "callout"},
	{"an answer without text", helloText, "> ---\n> Like this.", "> ---", helloText + ":52: nothing follows the line --- of [!EXERCISE]", "callout"},
	{"no trap", helloText, "> [!TRAP]\n> Mind it.\n", "", helloText + ":1: the lesson has not got [!TRAP]", "lesson-plan"},
	{"no table", helloText, "|---|---|---|\n", "", helloText + ":1: the lesson has not got a table", "lesson-plan"},
	{"no run", helloText, "```run\n```\n", "", helloText + ":1: the lesson has not got a run cell", "lesson-plan"},
	{"parts in another order", helloText, "```run\n```\n", "> [!EXERCISE] 15 minutes\n> Early.\n\n```run\n```\n", helloText + ":24: [!EXERCISE] comes too early", "lesson-plan"},
	{"a run before the pairs", helloText, "## The server\n\n```pair server\n```\n\n```pair client\n```\n\n## Run it\n\n```run\n```\n", "## Run it\n\n```run\n```\n\n```pair server\n```\n\n```pair client\n```\n\n## The server\n", helloText + ":16: a run cell comes too early", "lesson-plan"},
	{"too many words", helloText, "> Mind it.", "> " + strings.Repeat("Mind it. ", 600), helloText + ":47: the text has 12", "length"},
	{"a heading of level one", helloText, "## The server", "# The server", helloText + ":14: a heading of level 1 under one of level 1", "heading-level"},
	{"a level left out", helloText, "## Run it", "#### Run it", helloText + ":22: a heading of level 4 under one of level 2", "heading-level"},
	{"a heading with a pair's id", helloText, "## Run it", "## Client", helloText + ":22: the heading's id client is also that of a pair", "heading-id"},
	{"a heading with an id that every page has", helloText, "## Run it", "## Course", helloText + ":22: the heading's id course is one that every page has", "heading-id"},
	{"a heading with an id like a term's", helloText, "## Run it", "## Term one", helloText + ":22: the heading's id term-one is one that", "heading-id"},
	{"a term explained twice", helloText, "A word about", "A **word** and a **word** about", helloText + `:6: "word" is explained in ` + helloText + " already", "term-once"},
	{"a term's sentence that leans on the one before", helloText, "A word about", "Words are short. It is a **word** about", helloText + `:6: the sentence that explains "word" stands alone`, "term-sentence"},
	{"a term's sentence that corrects the one before", helloText, "A word about", "Words are short. More precisely, a **word** about", helloText + `:6: the sentence that explains "word" stands alone`, "term-sentence"},
	{"a term's sentence that leans on its place", helloText, "A word about", "A **word** such as this one is about", helloText + `:6: the sentence that explains "word" stands alone`, "term-sentence"},
	{"raw HTML", helloText, "A word about", "A <b>word</b> about", helloText + ":6: raw HTML", "markdown"},
	{"a block of HTML", helloText, "## Run it", "<div>\n\n## Run it", helloText + ":22: raw HTML", "markdown"},
	{"an image", helloText, "[page]", "![page]", helloText + ":7: an image", "markdown"},
	{"indented code", helloText, "## Run it\n", "    code\n\n## Run it\n", helloText + ":22: an indented code block", "markdown"},
	{"a dead link to a lesson", helloText, "(again.md)", "(gone.md)", helloText + ":6: dead link gone.md", "dead-link"},
	{"a link to a page instead of a lesson", helloText, "(again.md)", "(again.html)", helloText + ":6: dead link again.html", "dead-link"},
	{"a link to the glossary without its ending", helloText, "(again.md)", "(glossary)", helloText + ":6: dead link glossary:", "dead-link"},
	{"a link into the glossary", helloText, "(again.md)", "(glossary.md#term)", helloText + ":6: dead link glossary.md#term", "dead-link"},
	{"a link to a lesson without its ending", helloText, "(again.md)", "(again)", helloText + ":6: dead link again:", "dead-link"},
	{"a dead link to an id", helloText, "again.md#server-2", "again.md#server-9", helloText + ":6: dead link again.md#server-9", "dead-link"},
	{"a dead link on the page itself", helloText, "(#the-server)", "(#the-peer)", helloText + ":7: dead link #the-peer", "dead-link"},
	{"a link outside its folder", helloText, "(again.md)", "(../README.md)", helloText + ":6: the link ../README.md points outside", "link"},
	{"a link that runs a script", helloText, "(again.md)", "(javascript:x)", helloText + ":6: the link javascript:x points outside", "link"},
	{"a link without encryption", helloText, "(again.md)", "(http://127.0.0.1:8000/x)", helloText + ":6: the link http://127.0.0.1:8000/x points outside", "link"},
	{"a link between angle brackets that runs a script", helloText, "[page]", "<javascript:alert(1)> [page]", helloText + ":7: the link <javascript:alert(1)> is not to a page", "link"},
	{"a mail address", helloText, "[page]", "<a@b.example> [page]", helloText + ":7: the link <a@b.example> is not to a page", "link"},
	{"a link to nothing", helloText, "(again.md)", "()", helloText + ":6: a link to nothing", "link"},

	// Markdown that is none here.
	{"bold that does not open", helloText, "A word about", "문서에서 **소켓(socket)**을 쓴다.\nA word about", helloText + ":6: stars or underscores that make nothing bold", "markdown"},
	{"a star that does not close", helloText, "a [page]", "a *star [page]", helloText + ":7: a star or underscore that opens or closes nothing", "markdown"},
	{"a backquote that does not close", helloText, "a [page]", "a `quote [page]", helloText + ":7: a backquote without its other one", "markdown"},
	{"a link that does not close", helloText, "a [page](https://example.org/)", "a [page](https://example.org/ x", helloText + ":7: a link that is not closed", "markdown"},
	{"a link by a name that is not there", helloText, "a [page]", "a [name][name] [page]", helloText + ":7: a link that is not closed", "markdown"},
	{"an address apart from its text", helloText, "A word about", "[page]: https://example.org/\n\nA word about", helloText + ":6: a link's address apart from its text", "markdown"},
	{"a footnote", helloText, "a [page]", "a note[^1] [page]", helloText + ":7: a footnote", "markdown"},
	{"struck out text", helloText, "a [page]", "a ~~word~~ [page]", helloText + ":7: text struck out", "markdown"},
	{"a list of tasks", helloText, "A word about", "- [ ] a task\n\nA word about", helloText + ":6: a list of tasks", "markdown"},
	{"a bare address", helloText, "a [page]", "see https://example.org/ [page]", helloText + ":7: a bare address", "markdown"},
	{"a bare address in a table", helloText, "| end |", "| www.example.org |", helloText + ":44: a bare address", "markdown"},
	{"an attribute", helloText, "## Run it", "## Run it {#run}", helloText + ":22: an attribute in braces", "markdown"},
	{"a heading that is underlined", helloText, "## Run it", "Run it\n---", helloText + ":23: a line of hyphens under a text", "markdown"},
	{"a heading that is underlined twice", helloText, "## Run it", "Run it\n=====", helloText + ":23: an underlined heading", "markdown"},
	{"a heading without a space", helloText, "## Run it", "##Run it", helloText + ":22: a heading without a space", "markdown"},
	{"a row without a table", helloText, "## Run it", "| a | b |\n\n## Run it", helloText + ":22: a row that belongs to no table", "markdown"},
	{"a list of definitions", helloText, "## Run it", "Term\n: its meaning\n\n## Run it", helloText + ":23: a list of definitions", "markdown"},
	{"another kind of Markdown", helloText, "## Run it", "::: note\n\n## Run it", helloText + ":22: a sign of another kind", "markdown"},
	{"a space in a link", helloText, "a [page](https", "a [page] (https", helloText + ":7: a space between a link's text and its address", "markdown"},
	{"a link without words", helloText, "[page]", "[]", helloText + ":7: a link without words", "link"},
	{"a bare address of a file", helloText, "a [page]", "see ftp://example.org/ [page]", helloText + ":7: a bare address", "markdown"},
	{"a table without its bars", helloText, "## Run it", "a | b\nc | d\n\n## Run it", helloText + ":23: a bar in a text", "markdown"},
	{"a backslash", helloText, "a [page]", "a \\n [page]", helloText + ":7: a backslash before what needs none", "markdown"},
	{"marked text", helloText, "a [page]", "a ==word== [page]", helloText + ":7: a sign of another kind", "markdown"},
	{"a link of a wiki", helloText, "a [page]", "a [[again]] [page]", helloText + ":7: a sign of another kind", "markdown"},
	{"raised text", helloText, "a [page]", "a x^n^ [page]", helloText + ":7: a sign of another kind", "markdown"},
	{"lowered text", helloText, "a [page]", "a x~n~ [page]", helloText + ":7: a sign of another kind", "markdown"},
	{"the name of a face", helloText, "a [page]", "a :smile: [page]", helloText + ":7: a sign of another kind", "markdown"},
	{"an item without a space", helloText, "## Run it", "-one\n-two\n\n## Run it", helloText + ":22: an item of a list without a space", "markdown"},
	{"a numbered item without a space", helloText, "## Run it", "1)one\n\n## Run it", helloText + ":22: an item of a list without a space", "markdown"},
	{"a fence that ends with the next one", helloText, "## Run it", "```sh\necho\n\n## Run it", helloText + ":22: this fence is never closed; close it with a line of the same signs, before line 27", "fence-closed"},
	{"a row with more cells than its head", helloText, "`io.EOF` |", "`io.EOF` | more |", helloText + ":44: the row has 4 cells, the head of its table 3", "table-row"},
	{"a row with fewer cells than its head", helloText, "| end |", "|", helloText + ":44: the row has 2 cells, the head of its table 3", "table-row"},
	{"a bar in the code of a row", helloText, "`io.EOF` |", "`a|b` |", helloText + ":44: the row has 4 cells", "table-row"},
	{"a fence that is never closed", helloText, "> [!ASSIGNMENT]", "```sh\necho\n\n> [!ASSIGNMENT]", helloText + ":57: this fence is never closed", "fence-closed"},
	{"a fence of a callout that is never closed", helloText, "> Mind it.", "> ```sh", helloText + ":47: this fence is never closed", "fence-closed"},

	// Programs and steps.
	{"a role with a name of every page", "snippets/hello/main/main.py", "", "x\n", "snippets/hello/main:1: main is a name that every page", "name"},
	{"a role with a name like a cell's", "snippets/hello/cell/cell.py", "", "x\n", "snippets/hello/cell:1: cell is a name that every page", "name"},
	{"a role with a command's name", "snippets/hello/wait/wait.py", "", "x\n", "snippets/hello/wait:1: wait is a name that every page", "name"},
	{"a role with a device's name", "snippets/hello/lpt1/lpt1.py", "", "x\n", "snippets/hello/lpt1:1: lpt1 is a device's name", "name"},
	{"no snippet folder", "lessons/contents.yaml", "- again", "- again\n      - bare", "lessons/bare.md:1: no programs: there is no folder snippets/bare", "programs"},
	{"a program is missing", serverGo, "", removed, serverGo + ":1: cannot be read: file does not exist", "readable"},
	{"a stray file beside a program", "snippets/hello/server/notes.txt", "", "x\n", "snippets/hello/server/notes.txt:1: nothing uses this", "stray-file"},
	{"a stray file beside the roles", "snippets/hello/notes.txt", "", "x\n", "snippets/hello/notes.txt:1: nothing uses this file", "stray-file"},
	{"a role's name with an underscore", "snippets/hello/a_b/a_b.py", "", "x\n", "snippets/hello/a_b:1: \"a_b\" is not a name for a role", "name"},
	{"a step is missing in one language", serverGo, "\t// 3. Accept and read.\n", "", serverGo + ":7: step 3 is missing here; " + serverPy + " has it in line 11", "step-pair"},
	{"a step that says something else in one language", serverGo, "3. Accept and read.", "3. Say nothing.", serverGo + ":10: step 3 is \"Say nothing.\" here and \"Accept and read.\" in " + serverPy + ":11; it is the same step", "step-title"},
	{"numbers out of order", clientPy, "# 2. Speak.", "# 3. Speak.", clientPy + ":8: the steps stand in the order 1, 3;", "step-order"},
	{"a first number that is not 1", clientPy, "# 1. Connect.", "# 2. Connect.", clientPy + ":5: the steps stand in the order 2, 2; number them 1, 2, 3 from the top", "step-order"},
	{"a number twice", clientPy, "# 2. Speak.", "# 1. Speak.", clientPy + ":8: the steps stand in the order 1, 1;", "step-order"},
	{"a joined step that runs backward", serverGo, "1-2. Listen", "2-1. Listen", serverGo + ":7: step 2-1 runs backward", "step-order"},
	{"joins that overlap", serverPy, "# 2. Bind it.", "# 2-3. Bind it.", serverPy + ":11: the steps stand in the order 1, 2-3, 3;", "step-order"},
	{"no steps at all", "snippets/hello/client/client.go", "", "package main\n\nfunc main() {}\n", clientGo + ":1: no steps", "step-order"},
	{"a line too long", clientPy, "# 2. Speak.", "# 2. " + strings.Repeat("x", 68), clientPy + ":8: 73 columns", "program-size"},
	{"a tab counts four", clientGo, "// 2. Speak.", "// 2. " + strings.Repeat("x", 63), clientGo + ":10: 73 columns", "program-size"},
	{"too many lines", clientPy, "# 2. Speak.", "# 2. Speak." + strings.Repeat("\npass", 120), clientPy + ":121: 129 lines", "program-size"},
	{"white space at a line's end", clientPy, "# 2. Speak.", "# 2. Speak. ", clientPy + ":8: white space at the end", "white-space"},
	{"a module that is not Python's own", clientPy, "import socket", "import socket, requests", clientPy + ":3: imports requests", "standard-library"},
	{"a name from such a module", clientPy, "import socket", "import socket\nfrom numpy.linalg import norm", clientPy + ":4: imports numpy.linalg", "standard-library"},
	{"a package that is not Go's own", clientGo, `import "net"`, "import (\n\t\"net\"\n\n\t\"golang.org/x/sys/unix\"\n)", clientGo + ":7: imports golang.org/x/sys/unix", "standard-library"},
	{"a package of this project", clientGo, `import "net"`, "import (\n\t\"net\"\n\t\"socketpairs/tools/book\"\n)", clientGo + ":6: imports socketpairs/tools/book", "standard-library"},
	{"a package of C", clientGo, `import "net"`, "import (\n\t\"C\"\n\t\"net\"\n)", clientGo + ":5: imports C;", "standard-library"},
	{"an error that a comment below does not explain", clientGo, "\t_, _ = conn.Write([]byte(\"hello\"))\n", "\tconn.Write([]byte(\"hello\"))\n\t// Nobody may listen.\n", clientGo + ":11: the error of this call is dropped", "dropped-error"},
	{"Go that does not parse", clientGo, "func main", "func main(", clientGo + ":6: not valid Go: ", "compiles"},
	{"Go that is not formatted", clientGo, "\tconn, _ :=", "\tconn,  _ :=", clientGo + ":8: gofmt would write this otherwise", "gofmt"},
	{"Go that is no program", clientGo, "package main", "package client", clientGo + ":2: package client", "compiles"},
	{"an error of a write that is dropped", clientGo, "_, _ = conn.Write", "conn.Write", clientGo + ":11: the error of this call is dropped", "dropped-error"},
	{"an error of a copy that is dropped", clientGo, "\t_, _ = conn", "\tio.Copy(os.Stdin, conn)\n\t_, _ = conn", clientGo + ":11: the error of this call is dropped", "dropped-error"},
	{"an error of a flush that is dropped", clientGo, "\t_, _ = conn", "\tconn.Flush()\n\t_, _ = conn", clientGo + ":11: the error of this call is dropped", "dropped-error"},
	{"a part that is sent", clientPy, "connection.sendall", "connection.send", clientPy + ":9: send may send less than all", "send-all"},
	{"localhost", clientGo, "127.0.0.1:8089", "localhost:8089", clientGo + ":8: localhost is a name", "loopback"},
	{"an empty host in Go", clientGo, "127.0.0.1:8089", ":8089", clientGo + ":8: an empty host", "loopback"},
	{"an empty host in Python", serverPy, "127.0.0.1", "", serverPy + ":9: an empty host", "loopback"},

	// Runs.
	{"no run file", helloRun, "", removed, helloRun + ":1: cannot be read: file does not exist", "readable"},
	{"a script that starts nothing", helloRun, "", "# nothing\n", helloRun + ":1: the script starts no program", "script-roles"},
	{"a role that is not there", helloRun, "client\n", "client\npeer\n", helloRun + ":5: the role peer has no folder", "script-roles"},
	{"a role that is never started", helloRun, "client\n", "", helloRun + ":1: the script never starts the role client", "script-roles"},
	{"a word that is no command", helloRun, "client\n", "client\n@home\n", helloRun + `:5: "@home" is not a command`, "command"},
	{"one name for two programs", helloRun, "client\n", "client\nclient\n", helloRun + ":5: client is started twice", "program-name"},
	{"a name that a section has", helloRun, "client\n", "client as wire\n", helloRun + `:4: "wire" cannot name a program`, "program-name"},
	{"stop without a name", helloRun, "client\n", "client\nstop\n", helloRun + ":5: stop takes one name", "command"},
	{"stop of what was not started", helloRun, "client\n", "stop client\nclient\n", helloRun + ":4: client was not started before", "program-name"},
	{"a setting twice", helloRun, "server\n", "unordered: server\nunordered: client\nbecause: x\nserver\n", helloRun + ":4: the setting unordered stands twice", "setting"},
	{"a file for a program to read", helloRun, "client\n", "client < words.txt\n", helloRun + `:4: "<" means nothing here`, "command"},
	{"a word between quotes", helloRun, "client\n", "client \"two words\"\n", helloRun + `:4: "\"two" means nothing here`, "command"},
	{"words after wait", helloRun, "client\n", "client\nwait client\n", helloRun + ":5: wait takes no words", "command"},
	{"as without a name", helloRun, "client\n", "client as\n", helloRun + ":4: as takes a name", "command"},
	{"a setting with a capital letter", helloRun, "server\n", "Needs: unix\nserver\n", helloRun + `:3: "Needs:" is not a command`, "command"},
	{"a name with a capital letter", helloRun, "client\n", "client as Ann\n", helloRun + `:4: "Ann" cannot name a program`, "program-name"},
	{"a name that the last section has", helloRun, "client\n", "client as recorded\n", helloRun + `:4: "recorded" cannot name a program`, "program-name"},
	{"an unknown setting", helloRun, "server\n", "speed: high\nserver\n", helloRun + ":3: unknown setting", "setting"},
	{"an unknown fault", helloRun, "server\n", "survives: reset flood\nserver\n", helloRun + `:3: unknown fault "flood"; known are early-fin, reset`, "setting"},
	{"a fault claimed twice", helloRun, "server\n", "survives: reset reset\nserver\n", helloRun + ":3: survives names reset twice", "setting"},
	{"a program named like the peer", helloRun, "server\nclient\n", "survives: reset\nserver\nclient as peer\n", helloRun + ":5: peer is the one that plays the faults", "program-name"},
	{"an unknown need", helloRun, "server\n", "needs: windows\nbecause: x\nserver\n", helloRun + `:3: unknown need "windows"`, "setting"},
	{"a setting after a command", helloRun, "client\n", "client\nneeds: unix\nbecause: x\n", helloRun + ":5: the setting needs comes after a command", "setting"},
	{"an exception without a reason", helloRun, "server\n", "unordered: server\nserver\n", helloRun + ":1: an exception without its reason", "because"},
	{"a reason without an exception", helloRun, "server\n", "because: x\nserver\n", helloRun + ":1: a reason without an exception", "because"},
	{"unordered what is not started", helloRun, "server\n", "unordered: peer\nbecause: x\nserver\n", helloRun + ":1: unordered names peer", "program-name"},
}

func TestRules(t *testing.T) {
	for _, test := range broken {
		t.Run(test.what, func(t *testing.T) {
			got := texts(Load(change(t, test.path, test.old, test.new)).CheckSources())
			if !slices.ContainsFunc(got, func(s string) bool {
				return strings.HasPrefix(s, test.want) && strings.HasSuffix(s, " ("+test.rule+")")
			}) {
				t.Errorf("want the problem %q of the rule %s, got\n%s", test.want, test.rule, strings.Join(got, "\n"))
			}
		})
	}
}

// TestFineCode wants no problem with errors that are given up with a reason,
// with words on the screen, and with datagrams, which are sent whole.
func TestFineCode(t *testing.T) {
	for _, test := range []breakage{
		{path: clientGo, old: "\t_, _ = conn.Write([]byte(\"hello\"))", new: "\tconn.Write([]byte(\"hello\")) // nobody may listen"},
		{path: clientGo, old: "\t// 2. Speak.\n\t_, _ =", new: "\t// 2. Speak.\n\t// Nobody may listen.\n\tprintln()\n\t"},
		{path: clientGo, old: "\t_, _ = conn", new: "\tfmt.Fprintln(os.Stderr, \"x\")\n\tfmt.Fprintln(os.Stdout, \"x\")\n\tconn.Close()\n\t_, _ = conn"},
		{path: clientPy, old: "connection.sendall", new: "# SOCK_DGRAM\nconnection.send"},
		{path: clientPy, old: "connection.sendall", new: "n = connection.send"},
	} {
		got := slices.DeleteFunc(texts(Load(change(t, test.path, test.old, test.new)).CheckSources()), func(s string) bool { return strings.Contains(s, "gofmt") })
		if len(got) > 0 {
			t.Errorf("%q: %s", test.new, got)
		}
	}
}

// TestFineMarkdown wants no problem with signs that mean themselves.
func TestFineMarkdown(t *testing.T) {
	for _, text := range []string{
		"2 * 3 and a \\* b, \\**not bold\\**, snake_case, `**`, `[^1]` and `https://example.org/`",
		"*one*, _one_ and ***three***, a[i] and f(x) (x) [x]",
		"<https://example.org/> and [text](https://example.org/ \"a title\")",
		"&copy; 5 < 6 && 7 > 3, #1 and 3: three",
		"above\n\n---\n\nbelow",
		"~~~sh\necho\n~~~",
		"## Under a heading\n---\n",
		"## A 2nd हिंदी\n\n[link](#a-2nd-हिंदी), [task](#exercise), [task](again.md#assignment)",
		"[a]`x`(b) and [a]\n(b)",
		"- one\n\n  ```sh\n  echo\n  ```\n",
		"> ```sh\n> ```",
		"~~~text\n```\n~~~",
		"a ~ b, x^2, [a] (b), 5:30:10, -1 and \\\\n",
		"> | a | b |\n> |---|---|\n> | `x\\|y` | 1 |\n",
		"| a | b |\n|---|---|\n| | 1 |\na | b\n",
	} {
		if got := texts(Load(change(t, helloText, "## Run it", text+"\n\n## Run it")).CheckSources()); len(got) > 0 {
			t.Errorf("%q: %s", text, got)
		}
	}
}

// TestWordsThatAreNotCounted wants that only what is read in order makes a text
// long.
func TestWordsThatAreNotCounted(t *testing.T) {
	long := strings.Repeat("word ", MostWords)
	for what, change := range map[string]func(string) string{
		"a folded answer": func(text string) string { return strings.Replace(text, "> The client.", "> "+long, 1) },
		"code":            func(text string) string { return strings.Replace(text, "echo hello", "echo "+long, 1) },
		"sources":         func(text string) string { return text + "\n## Sources\n\n- " + long + "\n" },
	} {
		root := course(t)
		root[helloText].Data = []byte(change(string(root[helloText].Data)))
		if got := texts(Load(root).CheckSources()); len(got) > 0 {
			t.Errorf("%s: %s", what, got)
		}
	}
}

// TestAllProblemsAtOnce breaks several rules and wants every one reported, in
// the order of the files.
func TestAllProblemsAtOnce(t *testing.T) {
	root := course(t)
	for _, name := range []string{clientGo, helloText, serverPy} {
		root[name] = &fstest.MapFile{Data: append(root[name].Data, "\xff\n"...)}
	}
	got := texts(Load(root).CheckSources())
	if len(got) < 3 || !slices.IsSorted(got) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
