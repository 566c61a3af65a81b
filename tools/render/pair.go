package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"path"

	"socketpairs/tools/book"
	"socketpairs/tools/book/markup"
)

// pairView is what the template of a pair cell needs.
type pairView struct {
	cell
	Role     string
	Steps    string // "step 2", "steps 2–3"; empty where the programs are whole
	Programs []programView
	Columns  template.HTML // the rows: step numbers, and the blocks of each language
	License  bool          // it stands under the page's first programs
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
func (p *page) writePair(w io.Writer, c markup.PairCell) error {
	pair := p.lesson.Pair(c.Role)
	view, rows := pairView{Role: c.Role}, rowsOf(pair)
	if c.From == 0 {
		view.cell = p.newCell(c.Role)
		view.License, p.licensed = !p.licensed, true
	} else {
		view.cell = p.newCell("cell-" + c.Role)
		view.Steps = stepsName(c.From, c.To)
		if pair.Rows != nil {
			rows = rowsBetween(rows, c.From, c.To)
		}
	}
	for _, program := range pair.Programs() {
		view.Programs = append(view.Programs, newProgramView(program))
	}
	var err error
	if view.Columns, err = p.columns(pair, rows, view.Steps == ""); err != nil {
		return err
	}
	return p.theme.write(w, "pair.html", view)
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

// rowsOf returns the rows of a pair. While its steps are being changed, and do
// not stand side by side, it returns both programs whole, as one row.
func rowsOf(pair *book.Pair) []book.Row {
	if pair.Rows != nil {
		return pair.Rows
	}
	whole := func(p *book.Program) []book.Block { return []book.Block{{FirstLine: 1, LastLine: p.Lines()}} }
	return []book.Row{{Python: whole(pair.Python), Go: whole(pair.Go)}}
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

// columns writes the rows of a pair in the order in which one reads them: the
// numbers of the steps, their Python, their Go. style.css puts the three
// beside each other where there is room. Each block has the class of its
// language, so that script.js can copy one program and let the mouse select
// one; rN, where N is its row's first step; and a joined one sN, where N is
// how many steps it covers.
func (p *page) columns(pair *book.Pair, rows []book.Row, ids bool) (template.HTML, error) {
	var b bytes.Buffer
	for _, row := range rows {
		writeBadges(&b, pair, row, ids)
		for _, program := range pair.Programs() {
			if err := p.writeBlocks(&b, program, row); err != nil {
				return "", err
			}
		}
	}
	return template.HTML(b.String()), nil
}

func (p *page) writeBlocks(b *bytes.Buffer, program *book.Program, row book.Row) error {
	code, err := p.listings.of(program)
	if err != nil {
		return err
	}
	for _, block := range row.Blocks(program.Language) {
		scrolls := ""
		if widest(program.Source, block) > neverScrolls {
			scrolls = " tabindex=0"
		}
		fmt.Fprintf(b, "<pre class=%s%s role=group aria-label=\"%s, %s\">",
			quoted(program.Language.Short()+" "+placed(row.From, block.From, block.To)), scrolls, program.Language, blockName(block))
		b.Write(appendPre(nil, code.cut(block.FirstLine, block.LastLine)))
		b.WriteString("</pre>\n")
	}
	return nil
}

// blockName names a block for those who hear the page.
func blockName(block book.Block) string {
	if block.From == 0 {
		return "before step 1"
	}
	return stepsName(block.From, block.To)
}

func stepsName(from, to int) string {
	if from == to {
		return fmt.Sprintf("step %d", from)
	}
	return fmt.Sprintf("steps %d–%d", from, to)
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
