package markup

import (
	"cmp"
	"fmt"
	"regexp"
)

// Socket is one line of a demux cell: an end of TCP connections, and the name
// of its owner in the lesson's picture. Ends are written as in a transcript:
// 127.0.0.1:8089, or 127.0.0.1:{port 1} where the kernel chose the port.
type Socket struct {
	Local string
	Peer  string // of a server's connected socket; empty for a client's
	Name  string // P4
	Host  string // of the computer; empty if another line names it
	Line  int    // in the lesson
}

// socketLine reads 127.0.0.2:9157 = P3 on A, the end of a client, or
// 127.0.0.1:8080 <- 127.0.0.2:9157 = P4 on B, a connected socket of a server.
var socketLine = regexp.MustCompile(`^(` + anEnd + `)(?: <- (` + anEnd + `))? = (\S+)(?: on (\S+))?$`)

const anEnd = `\S+:(?:\d{1,5}|\{port \d+\})`

// demuxExample is what errors about a demux cell show.
const demuxExample = "127.0.0.2:9157 = P3 on A, or 127.0.0.1:8080 <- 127.0.0.2:9157 = P4 on B"

func parseDemux(body []string, line int) (Cell, error) {
	var cell DemuxCell
	err := parseLines(body, line, socketLine, "a socket; write: "+demuxExample, func(m []string, line int) {
		cell.Sockets = append(cell.Sockets, Socket{Local: m[1], Peer: m[2], Name: m[3], Host: m[4], Line: line})
	})
	return cell, cmp.Or(err, checkSockets(cell.Sockets))
}

// checkSockets wants each socket once, and for each connected one a client.
func checkSockets(sockets []Socket) error {
	type ends struct{ local, peer string }
	known := map[ends]bool{}
	connected := 0
	for _, s := range sockets {
		if known[ends{s.Local, s.Peer}] {
			return &lineError{s.Line, "this socket has a name already"}
		}
		known[ends{s.Local, s.Peer}] = true
	}
	for _, s := range sockets {
		if s.Peer == "" {
			continue
		}
		connected++
		if !known[ends{s.Peer, ""}] {
			return &lineError{s.Line, fmt.Sprintf("the client %s has no name; add a line such as: %s = P3 on A", s.Peer, s.Peer)}
		}
	}
	if connected == 0 {
		return fmt.Errorf("a demux cell without a server's sockets; write: %s", demuxExample)
	}
	return nil
}
