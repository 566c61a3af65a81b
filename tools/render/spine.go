package render

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"socketpairs/tools/book"
)

// writeBadges writes the part of the spine beside a row: the step numbers.
func writeBadges(b *bytes.Buffer, pair *book.Pair, row book.Row, ids bool) {
	fmt.Fprintf(b, "<div class=%s>", quoted("spine "+placed(row.From, row.From, row.To)))
	for n := max(row.From, 1); n <= row.To; n++ {
		anchor := book.StepID(pair.Role, n)
		b.WriteString("<a")
		if ids {
			fmt.Fprintf(b, " id=%s", anchor)
		}
		if class := joints(row, n); class != "" {
			fmt.Fprintf(b, " class=%s", quoted(class))
		}
		fmt.Fprintf(b, " href=#%s aria-label=\"Step %d\"><b>%d</b></a>\n", anchor, n, n)
	}
	b.WriteString("</div>\n")
}

// joints returns the classes that link the badge of step n to its neighbors
// where a language joins them: the language's first letter, then a, m or z
// at the first, a middle or the last of the joined numbers.
func joints(row book.Row, n int) string {
	var classes []byte
	for _, language := range book.Languages {
		for _, block := range row.Blocks(language) {
			if block.From == block.To || n < block.From || n > block.To {
				continue
			}
			place := byte('m')
			switch n {
			case block.From:
				place = 'a'
			case block.To:
				place = 'z'
			}
			if classes != nil {
				classes = append(classes, ' ')
			}
			classes = append(classes, language.Short()[0], place)
		}
	}
	return string(classes)
}

// placed returns the classes of what stands in the row that begins with a
// step, and covers some of its steps.
func placed(row, from, to int) string {
	class := "r" + strconv.Itoa(row)
	if to > from {
		class += " s" + strconv.Itoa(to-from+1)
	}
	return class
}

// quoted returns the value of an attribute, without quotes where HTML needs
// none. It holds no double quote.
func quoted(value string) string {
	if strings.ContainsAny(value, " \t\n\f\r'`=<>") || value == "" {
		return `"` + value + `"`
	}
	return value
}

// placement returns the rules for the classes rN and sN, as many as the
// course's longest pair needs: the pages' policy refuses inline style. To point
// at, or to focus, something with a class rN lights what has the same one in
// its figure.
func placement(b *book.Book) []byte {
	last, longest := 0, 1
	for _, lesson := range b.Lessons {
		for _, pair := range lesson.Pairs {
			for _, row := range pair.Rows {
				last, longest = max(last, row.From), max(longest, row.To-row.From+1)
			}
		}
	}
	var rules bytes.Buffer
	for n := 1; n <= last; n++ {
		fmt.Fprintf(&rules, "figure:has(.r%d:is(:hover,:focus-within)) .r%d{--lit:2px}\n", n, n)
	}
	for n := 2; n <= longest; n++ {
		fmt.Fprintf(&rules, ".s%d{grid-row-end:span %d}\n", n, n)
	}
	return rules.Bytes()
}
