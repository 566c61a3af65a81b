package render

import (
	"bytes"
	goscanner "go/scanner"
	gotoken "go/token"
)

// lexGo cuts Go source with the scanner of the language itself. What does not
// scan, as in a fragment, stays plain.
func lexGo(t *tokens) {
	file := gotoken.NewFileSet().AddFile("", -1, len(t.source))
	var s goscanner.Scanner
	s.Init(file, t.source, nil, goscanner.ScanComments)
	for {
		position, kind, literal := s.Scan()
		if kind == gotoken.EOF {
			return
		}
		start := file.Offset(position)
		end := min(start+len(literal), len(t.source))
		if c := classGo(kind, literal, t.source[end:]); c != plain {
			t.add(plain, start)
			t.add(c, end)
		}
	}
}

func classGo(kind gotoken.Token, literal string, rest []byte) class {
	switch {
	case kind.IsKeyword():
		return keyword
	case kind == gotoken.COMMENT:
		return comment
	case kind == gotoken.STRING || kind == gotoken.CHAR:
		return text
	case kind == gotoken.INT || kind == gotoken.FLOAT || kind == gotoken.IMAG:
		return number
	case kind == gotoken.IDENT && goConstants[literal]:
		return keyword
	case kind == gotoken.IDENT && bytes.HasPrefix(rest, []byte("(")):
		return function
	}
	return plain
}

// goConstants are the predeclared values, which read as keywords.
var goConstants = map[string]bool{"true": true, "false": true, "nil": true, "iota": true}
