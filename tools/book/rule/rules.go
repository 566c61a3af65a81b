// Package rule is what every course has to keep, and what is said where one
// does not: the table of the rules, the problems that name them, and the three
// rules that are asked of everything, about texts, lines and names. It knows
// nothing of lessons; packages runfile and book judge those.
//
// Begin at All, the table; a problem is made by Problems.Report.
package rule

// Rule is something that every course has to keep.
type Rule struct {
	Name string // what stands in parentheses behind a problem: dead-link
	Why  string // one sentence
}

// All lists the rules, in the order of what they are about: files, the
// contents, a lesson's text, its programs, its run, and what was recorded.
func All() []Rule {
	return []Rule{
		{"readable", "All that the course is made of is there, in regular files and folders; a link could lead out of it."},
		{"stray-file", "Nothing lies about that no lesson uses: nobody would test it."},
		{"plain-text", "Files are UTF-8 without characters that hide: what is read is what is run."},
		{"one-line", "A title, an intro or a question is one line of text that is seen."},
		{"yaml", "Keys have the names that the guide gives them: a misspelled one would do nothing."},
		{"name", "A name is a file, a folder and an address on every system, and has no other use."},

		{"contents", "The contents name each lesson once, in a part with a title and an intro."},
		{"front-matter", "A text has a title and a question."},
		{"needs", "What a lesson needs comes before it."},
		{"programs", "A lesson has programs."},

		{"lesson-plan", "A lesson asks first, then shows all programs and the run, then sets tasks; it names traps and systems."},
		{"shown-once", "The whole of a role, and the run, is shown once: a link leads to one place."},
		{"length", "A text is for one sitting."},
		{"heading-level", "Headings leave out no level: who hears the page finds the way by them."},
		{"heading-id", "A heading's id is nobody else's, so that a link to it leads there."},
		{"markdown", "A text has no Markdown that would stand on the page as it was typed, and nothing that only HTML can do."},
		{"fence-closed", "A fence is closed: what follows would be taken for code."},
		{"table-row", "A row has as many cells as its table's head: more would be dropped."},
		{"table-column", "What stands in a language's column is of that language."},
		{"link", "A link leads to a lesson, or to a page over https."},
		{"dead-link", "A link into the course leads to something that is there."},
		{"rfc-link", "A link leads to the RFC that its text names."},
		{"term-once", "A term is explained once: the glossary has one sentence for it."},
		{"term-sentence", "The sentence that explains a term says all by itself, in the glossary, too."},
		{"number", "A number in a text is one of the programs, the run or the packets; any other is a fact with its source."},
		{"fact-source", "A fact is a number, and says where it comes from."},
		{"fact-used", "A fact stands in the text."},
		{"fact-lesson", "A number that another lesson shows is shown there."},
		{"callout", "A callout is of a kind that there is, and has its parts."},
		{"task-minutes", "A task says how long it takes, so that a teacher can plan."},
		{"task-id", "Each task has a link of its own."},
		{"cell", "A cell is of a kind that there is, and written as that."},
		{"cell-step", "A role or step that a cell names is there."},
		{"diff-line", "A change starts from lines that stand in a program: everybody can make it."},
		{"arrow-form", "An arrow leads from one role to another, and says nothing that cannot be compared with packets."},
		{"arrow-shown", "What an arrow says, the recorded packets show, after what the arrow above it says."},

		{"program-size", "Programs are short and narrow: two stand side by side."},
		{"white-space", "No white space ends a line: a copy would hold it, and nobody sees it."},
		{"compiles", "A program compiles, by itself."},
		{"gofmt", "A Go program looks as gofmt writes it."},
		{"standard-library", "A program needs nothing but its language's standard library."},
		{"loopback", "An address is a literal one of the loopback: a name may mean several, an empty host means all."},
		{"dropped-error", "The error of a read or write is handled, or a comment gives it up."},
		{"send-all", "A stream's send may take a part, so its result is looked at."},
		{"step-order", "Steps are numbered 1, 2, 3 from a program's top to its end."},
		{"step-pair", "Both programs of a pair have the same steps, which stand side by side."},
		{"step-title", "Both programs say the same of a step."},

		{"command", "A line of a script is a command that there is: no shell reads it."},
		{"setting", "A setting is one that there is, set once, above the commands."},
		{"program-name", "A name in a script is that of one program, which was started above."},
		{"script-roles", "A script starts each role of its folder, and no other."},
		{"because", "An exception has its reason, and a reason its exception."},

		{"recorded", "What is shown was recorded from these very programs and this script."},
		{"seal", "What was recorded is whole, and nobody has edited it."},
		{"recorded-wire", "The two byte streams of a page are those of its packets."},
		{"recorded-faults", "The faults that a server is said to survive are those that were tried."},
	}
}
