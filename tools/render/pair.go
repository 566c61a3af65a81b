package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"path"
	"strconv"

	"socketpairs/tools/book"
)

// pairView is what the template of a pair cell needs.
type pairView struct {
	cell
	Role     string
	Steps    string // "step 2", "steps 2–3"; empty where the programs are whole
	Programs []programView
	Columns  template.HTML // the spine, then the blocks of each language
}

// programView is one program of a pair.
type programView struct {
	Language book.Language
	Short    string
	Path     string // of the download
	File     string // its last element
	Command  string
}

// writePair writes a role's two programs, or some of their steps.
func (p *page) writePair(w io.Writer, c book.PairCell) error {
	pair := p.lesson.Pair(c.Role)
	view := pairView{cell: p.newCell(c.Role), Role: c.Role}
	rows := pair.Rows
	switch {
	case c.From == 0:
		view.ID = c.Role // what lessons link to
	case c.From == c.To:
		view.Steps = fmt.Sprintf("step %d", c.From)
	default:
		view.Steps = fmt.Sprintf("steps %d–%d", c.From, c.To)
	}
	if view.Steps != "" {
		rows = rowsBetween(rows, c.From, c.To)
	}
	for _, program := range pair.Programs() {
		view.Programs = append(view.Programs, newProgramView(program))
	}
	view.Columns = p.columns(pair, rows, view.Steps == "")
	return p.site.theme.write(w, "pair.html", view)
}

func newProgramView(p *book.Program) programView {
	return programView{
		Language: p.Language,
		Short:    p.Language.Short(),
		Path:     p.Path,
		File:     path.Base(p.Path),
		Command:  command(p),
	}
}

// rowsBetween returns the rows that hold the steps from one to another.
func rowsBetween(rows []book.Row, from, to int) []book.Row {
	var some []book.Row
	for _, row := range rows {
		if row.From >= from && row.To <= to {
			some = append(some, row)
		}
	}
	return some
}

// columns writes the spine and both programs. The blocks of one language
// follow each other, so that a reader who selects by mouse selects one
// program; style.css puts them beside, or on a narrow screen between, those
// of the other. For that each block has the class rN, where N is its row's
// first step, and a joined one sN, where N is how many steps it covers.
func (p *page) columns(pair *book.Pair, rows []book.Row, ids bool) template.HTML {
	var b bytes.Buffer
	b.WriteString("<div class=spine>\n")
	for _, row := range rows {
		writeBadges(&b, pair, row, ids)
	}
	b.WriteString("</div>\n")
	for _, program := range pair.Programs() {
		fmt.Fprintf(&b, "<div class=%s>\n", program.Language.Short())
		p.writeBlocks(&b, program, rows)
		b.WriteString("</div>\n")
	}
	return template.HTML(b.String())
}

// writeBadges writes the part of the spine beside a row: the step numbers.
func writeBadges(b *bytes.Buffer, pair *book.Pair, row book.Row, ids bool) {
	fmt.Fprintf(b, "<div class=\"r%d%s\">", row.From, span(row.From, row.To))
	for n := max(row.From, 1); n <= row.To; n++ {
		anchor := pair.Role + "-" + strconv.Itoa(n)
		b.WriteString("<a")
		if ids {
			fmt.Fprintf(b, " id=%s", anchor)
		}
		if class := joints(row, n); class != "" {
			fmt.Fprintf(b, " class=\"%s\"", class)
		}
		fmt.Fprintf(b, " href=#%s aria-label=\"Step %d\"><b>%d</b></a>", anchor, n, n)
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

// span returns the class of what covers several steps, after a space.
func span(from, to int) string {
	if to == from {
		return ""
	}
	return " s" + strconv.Itoa(to-from+1)
}

func (p *page) writeBlocks(b *bytes.Buffer, program *book.Program, rows []book.Row) {
	code := p.listing(program)
	for _, row := range rows {
		for _, block := range row.Blocks(program.Language) {
			fmt.Fprintf(b, "<pre class=\"r%d%s\"", row.From, span(block.From, block.To))
			if widest(program.Source, block) > neverScrolls {
				fmt.Fprintf(b, " tabindex=0 role=group aria-label=\"%s, %s\"", program.Language, blockName(block))
			}
			b.WriteByte('>')
			b.Write(appendPre(nil, code.cut(block.FirstLine, block.LastLine)))
			b.WriteString("</pre>\n")
		}
	}
}

// blockName names a block for those who hear the page.
func blockName(block book.Block) string {
	switch {
	case block.From == 0:
		return "before step 1"
	case block.From == block.To:
		return fmt.Sprintf("step %d", block.From)
	}
	return fmt.Sprintf("steps %d to %d", block.From, block.To)
}

// neverScrolls is the number of columns that fit even a telephone: a block
// with no wider line needs no place in the order of the tab key.
const neverScrolls = 48

// widest returns the number of columns of a block's longest line; a tab
// counts four.
func widest(source []byte, block book.Block) int {
	most, number := 0, 0
	for line := range bytes.Lines(source) {
		if number++; number > block.LastLine {
			break
		}
		if number >= block.FirstLine {
			most = max(most, len(line)+3*bytes.Count(line, []byte("\t")))
		}
	}
	return most
}

func lineCount(p *book.Program) int { return bytes.Count(p.Source, []byte("\n")) }

// placement returns the rules for the classes rN and sN, as many as the
// course's longest pair needs: the pages' policy refuses inline style.
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
		fmt.Fprintf(&rules, ".r%d{order:%d}\n", n, n)
	}
	for n := 2; n <= longest; n++ {
		fmt.Fprintf(&rules, ".s%d{grid-row-end:span %d}\n", n, n)
	}
	return rules.Bytes()
}
