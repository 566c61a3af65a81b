package rule_test

import (
	"fmt"

	"socketpairs/tools/book/rule"
)

func ExampleFile_Report() {
	file := rule.File{Path: "lessons/echo.md"}
	file.Report(12, "dead-link", "dead link %s: there is no such lesson", "gone.md")
	fmt.Println(file.Problems[0])
	// Output: lessons/echo.md:12: dead link gone.md: there is no such lesson (dead-link)
}

func ExampleProblems_CheckPlain() {
	var found rule.Problems
	fmt.Println(found.CheckPlain("server.py", []byte("import socket\r\n")))
	fmt.Println(found[0].Rule, found[0].Line)
	// Output:
	// false
	// plain-text 1
}

func ExampleCheckName() {
	fmt.Println(rule.CheckName("first-connection", "a lesson's id"))
	fmt.Println(rule.CheckName("First_Connection", "a lesson's id"))
	// Output:
	// <nil>
	// "First_Connection" is not a lesson's id; use lower case letters, digits and hyphens
}
