package wire_test

import (
	"net"
	"net/netip"
	"testing"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"

	"socketpairs/tools/wire"
)

// What a router says of a datagram or an echo that it gave up stands in the
// conversation that it is about, and names the router.
func TestTroubleFromARouter(t *testing.T) {
	const from, to, router = "10.0.0.1", "10.0.2.1", "10.0.1.9"
	udp := &layers.UDP{SrcPort: 40000, DstPort: 33434}
	ask := func(id, sequence uint16) *layers.ICMPv4 {
		return &layers.ICMPv4{TypeCode: layers.CreateICMPv4TypeCode(layers.ICMPv4TypeEchoRequest, 0), Id: id, Seq: sequence}
	}
	exceeded := &layers.ICMPv4{TypeCode: layers.CreateICMPv4TypeCode(layers.ICMPv4TypeTimeExceeded, layers.ICMPv4CodeTTLExceeded)}
	datagram := ipFour(t, from, to, udp, "probe")
	first, second := ipFour(t, from, to, ask(7, 1), "abcd"), ipFour(t, from, to, ask(8, 1), "abcd")
	packets := inFrames(t,
		datagram,
		ipFour(t, router, from, exceeded, string(datagram)),
		first,
		second,
		ipFour(t, router, from, exceeded, string(second)),
		ipFour(t, router, from, exceeded, string(first)),
	)
	got := wire.Read(packets).Transcript()
	const want = `udp 10.0.0.1:{port 1} -> 10.0.2.1:33434
> probe
< \(time exceeded, from 10.0.1.9)

icmp 10.0.0.1 -> 10.0.2.1
> \(echo request, sequence 1) abcd
< \(time exceeded, from 10.0.1.9)

icmp 10.0.0.1 -> 10.0.2.1
> \(echo request, sequence 1) abcd
< \(time exceeded, from 10.0.1.9)
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Trouble about what the capture lacks is compared, too.
func TestTroubleAboutNothingKnown(t *testing.T) {
	lost := ipFour(t, "10.0.0.1", "10.0.2.1", &layers.UDP{SrcPort: 40000, DstPort: 53}, "probe")
	unreachable := &layers.ICMPv4{TypeCode: layers.CreateICMPv4TypeCode(layers.ICMPv4TypeDestinationUnreachable, layers.ICMPv4CodePort)}
	got := wire.Read(inFrames(t, ipFour(t, "10.0.2.1", "10.0.0.1", unreachable, string(lost)))).Transcript()
	const want = "icmp 10.0.2.1:53 -> 10.0.0.1:40000\n> \\(port unreachable)\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// ipFour is a packet of IPv4 with what stands above it.
func ipFour(t *testing.T, from, to string, above gopacket.SerializableLayer, data string) []byte {
	t.Helper()
	ip := &layers.IPv4{
		Version: 4, TTL: 64, Protocol: layers.IPProtocolICMPv4,
		SrcIP: netip.MustParseAddr(from).AsSlice(), DstIP: netip.MustParseAddr(to).AsSlice(),
	}
	if udp, ok := above.(*layers.UDP); ok {
		ip.Protocol = layers.IPProtocolUDP
		if err := udp.SetNetworkLayerForChecksum(ip); err != nil {
			t.Fatal(err)
		}
	}
	return serialize(t, ip, above, gopacket.Payload(data))
}

func inFrames(t *testing.T, contents ...[]byte) []wire.Packet {
	t.Helper()
	var packets []wire.Packet
	for _, ip := range contents {
		ethernet := &layers.Ethernet{SrcMAC: make(net.HardwareAddr, 6), DstMAC: make(net.HardwareAddr, 6), EthernetType: layers.EthernetTypeIPv4}
		packets = append(packets, wire.Packet{Data: serialize(t, ethernet, gopacket.Payload(ip))})
	}
	return packets
}

func serialize(t *testing.T, parts ...gopacket.SerializableLayer) []byte {
	t.Helper()
	buffer := gopacket.NewSerializeBuffer()
	if err := gopacket.SerializeLayers(buffer, gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}, parts...); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}
