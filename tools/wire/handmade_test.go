package wire_test

import (
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"

	"socketpairs/tools/wire"
)

const (
	client = "127.0.0.1:50000"
	server = "127.0.0.1:8089"
)

// The numbers with which the two sides of a hand-made connection begin. The
// client's soon passes 2^32.
const (
	clientISN = 0xffff_fffa
	serverISN = 1000
)

// from makes a TCP segment of the client or the server; the numbers are
// relative.
func from(side wire.Side, flags wire.Flags, seq, ack uint32, data string) tcpSegment {
	return tcpSegment{side, flags, seq, ack, data}
}

type tcpSegment struct {
	side     wire.Side
	flags    wire.Flags
	seq, ack uint32
	data     string
}

// packets puts segments into frames, a millisecond apart.
func packets(t testing.TB, segments ...tcpSegment) []wire.Packet {
	t.Helper()
	var all []wire.Packet
	for i, s := range segments {
		at := time.Unix(1, 0).Add(time.Duration(i) * time.Millisecond)
		all = append(all, wire.Packet{Time: at, Data: s.frame(t)})
	}
	return all
}

func (s tcpSegment) frame(t testing.TB) []byte {
	t.Helper()
	source, destination, seq, ack := client, server, uint32(clientISN), uint32(serverISN)
	if s.side == wire.Server {
		source, destination, seq, ack = destination, source, ack, seq
	}
	tcp := &layers.TCP{
		SrcPort: layers.TCPPort(netip.MustParseAddrPort(source).Port()),
		DstPort: layers.TCPPort(netip.MustParseAddrPort(destination).Port()),
		Seq:     seq + s.seq,
		SYN:     s.flags.Has(wire.SYN), ACK: s.flags.Has(wire.ACK), PSH: s.flags.Has(wire.PSH),
		FIN: s.flags.Has(wire.FIN), RST: s.flags.Has(wire.RST),
		Window: 100,
	}
	if tcp.ACK {
		tcp.Ack = ack + s.ack
	}
	return frame(t, source, destination, layers.IPProtocolTCP, tcp, s.data)
}

type transport interface {
	gopacket.SerializableLayer
	SetNetworkLayerForChecksum(gopacket.NetworkLayer) error
}

func frame(t testing.TB, source, destination string, protocol layers.IPProtocol, above transport, data string) []byte {
	t.Helper()
	ethernet := &layers.Ethernet{
		SrcMAC: make(net.HardwareAddr, 6), DstMAC: make(net.HardwareAddr, 6),
		EthernetType: layers.EthernetTypeIPv4,
	}
	ip := &layers.IPv4{
		Version: 4, TTL: 64, Protocol: protocol,
		SrcIP: netip.MustParseAddrPort(source).Addr().AsSlice(),
		DstIP: netip.MustParseAddrPort(destination).Addr().AsSlice(),
	}
	if err := above.SetNetworkLayerForChecksum(ip); err != nil {
		t.Fatal(err)
	}
	buffer := gopacket.NewSerializeBuffer()
	options := gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}
	err := gopacket.SerializeLayers(buffer, options, ethernet, ip, above, gopacket.Payload(data))
	if err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

// handshake opens a hand-made connection; what follows is in it.
func handshake(then ...tcpSegment) []tcpSegment {
	return append([]tcpSegment{
		from(wire.Client, wire.SYN, 0, 0, ""),
		from(wire.Server, wire.SYN|wire.ACK, 0, 1, ""),
		from(wire.Client, wire.ACK, 1, 1, ""),
	}, then...)
}
