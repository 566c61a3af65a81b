package snippet

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// moves are the calls that move data, by their last name, and may fail in the
// middle: what happens then is what a program about the network is about.
var moves = []string{"Write", "WriteString", "WriteTo", "Fprint", "Fprintf", "Fprintln", "Read", "ReadFull", "ReadFrom", "Copy", "CopyN", "Flush", "Encode", "Decode"}

// checkDropped reports each error of a move that nobody looks at and no
// comment nearby gives up: at most two lines above, or on the line itself. A
// comment that only begins a step says what is done, not what may fail.
func (c *programChecker) checkDropped(files *token.FileSet, file *ast.File) {
	line := func(p token.Pos) int { return files.Position(p).Line }
	ast.Inspect(file, func(n ast.Node) bool {
		statement, ok := n.(*ast.ExprStmt)
		if !ok {
			return true
		}
		call, ok := statement.X.(*ast.CallExpr)
		if !ok || !isMove(call) {
			return true
		}
		explained := slices.ContainsFunc(file.Comments, func(comment *ast.CommentGroup) bool {
			above := line(call.Pos()) - line(comment.End())
			return 0 <= above && above <= 2 && !isBareStep(comment)
		})
		if !explained {
			c.Report(line(call.Pos()), "dropped-error", "the error of this call is dropped; handle it, or say in a comment why it does not matter")
		}
		return true
	})
}

// isBareStep reports whether a comment is one line that begins a step.
func isBareStep(comment *ast.CommentGroup) bool {
	text := strings.TrimPrefix(comment.List[0].Text, "// ")
	return len(comment.List) == 1 && stepMark.MatchString(text)
}

// isMove reports whether a call moves data to something else than the program's
// own output.
func isMove(call *ast.CallExpr) bool {
	function, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains(moves, function.Sel.Name) {
		return false
	}
	if len(call.Args) > 0 {
		if to, ok := call.Args[0].(*ast.SelectorExpr); ok && (to.Sel.Name == "Stderr" || to.Sel.Name == "Stdout") {
			return false
		}
	}
	return true
}
