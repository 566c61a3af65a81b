package wire

import "bytes"

// Trace is all that the packets of one run say, decoded once: whoever shows or
// compares a run takes this value, wherever its packets came from.
type Trace struct {
	Packets  []Packet
	Segments []Segment
	Talks    []Conversation
	Names    Names // of the ports that the kernel chose
}

// Read decodes the packets of a run that was captured on Linux.
func Read(packets []Packet) *Trace {
	segments := Segments(packets)
	talks := Conversations(segments)
	return &Trace{packets, segments, talks, NamePorts(talks, LinuxPorts())}
}

// ReadCapture decodes a run.pcapng file.
func ReadCapture(file []byte) (*Trace, error) {
	packets, err := ReadPcapng(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return Read(packets), nil
}

// Transcript is what is asserted of the run; see [Transcript].
func (t *Trace) Transcript() string { return Transcript(t.Talks, t.Names) }

// Rows is the run's packet ladder, segment by segment; see [Rows].
func (t *Trace) Rows() []Row { return Rows(t.Segments, t.Names) }
