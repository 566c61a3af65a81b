package render

import "io"

// wireView is what the template of a wire cell needs.
type wireView struct {
	cell
	Wire string // empty if nothing was captured
}

// writeWire writes what went over the wire, as the recording has it.
func (p *page) writeWire(w io.Writer) error {
	view := wireView{cell: p.newCell("cell-wire")}
	if recording := p.lesson.Run.Recording; recording != nil {
		view.Wire = recording.Wire
	}
	return p.site.theme.write(w, "wire.html", view)
}
