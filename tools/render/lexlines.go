package render

import "bytes"

// lexShell marks the comments of a shell session.
func lexShell(t *tokens) {
	start := 0
	for line := range bytes.Lines(t.source) {
		if mark := commentStart(line); mark >= 0 {
			t.add(plain, start+mark)
			t.add(comment, start+len(line))
		}
		start += len(line)
	}
}

// commentStart returns where a shell comment begins in a line, or -1. A # in
// a word, as in page.html#top, begins none; nor does one between quotes.
func commentStart(line []byte) int {
	var quote byte
	for i, b := range line {
		switch {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return i
		}
	}
	return -1
}

// lexDiff marks the lines that a diff adds and removes, and its heads.
func lexDiff(t *tokens) {
	for line := range bytes.Lines(t.source) {
		t.add(diffClass(line), t.end()+len(line))
	}
}

func diffClass(line []byte) class {
	switch {
	case bytes.HasPrefix(line, []byte("+++")), bytes.HasPrefix(line, []byte("---")), line[0] == '@':
		return comment
	case line[0] == '+':
		return added
	case line[0] == '-':
		return removed
	}
	return plain
}
