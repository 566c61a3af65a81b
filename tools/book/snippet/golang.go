package snippet

import (
	"bytes"
	"errors"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
	"strconv"
	"strings"
)

// checkGo checks that a Go program compiles as far as its syntax goes, is
// formatted, and imports the standard library alone.
func (c *programChecker) checkGo(source []byte) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", source, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		c.reportSyntax(err)
		return
	}
	for _, spec := range file.Imports {
		name, _ := strconv.Unquote(spec.Path.Value)
		first, _, _ := strings.Cut(name, "/")
		if strings.Contains(first, ".") || first == "socketpairs" || first == "C" {
			c.Report(files.Position(spec.Pos()).Line, "standard-library", "imports %s; programs use the standard library alone", name)
		}
	}
	if file.Name.Name != "main" {
		c.Report(files.Position(file.Package).Line, "compiles", "package %s; a program is package main", file.Name.Name)
	}
	c.checkDropped(files, file)
	if formatted, err := format.Source(source); err == nil && !bytes.Equal(formatted, source) {
		c.Report(firstDifference(source, formatted), "gofmt", "gofmt would write this otherwise; run gofmt -w on the file")
	}
}

// reportSyntax reports each error that Go's parser has found.
func (c *programChecker) reportSyntax(err error) {
	var found scanner.ErrorList
	if errors.As(err, &found) {
		for _, e := range found {
			c.Report(e.Pos.Line, "compiles", "not valid Go: %s", e.Msg)
		}
	}
}

func firstDifference(a, b []byte) int {
	line := 1
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			break
		}
		if a[i] == '\n' {
			line++
		}
	}
	return line
}
