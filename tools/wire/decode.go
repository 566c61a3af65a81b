package wire

import (
	"net/netip"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/ip4defrag"
	"github.com/gopacket/gopacket/ip6defrag"
	"github.com/gopacket/gopacket/layers"
)

// Segments decodes a capture: IP fragments are put together, and sequence
// numbers are made relative, as Wireshark shows them. Packets of other
// protocols, and damaged ones, are left out; the field Packet shows the holes.
func Segments(packets []Packet) []Segment {
	d := decoder{
		four:   ip4defrag.NewIPv4Defragmenter(),
		six:    ip6defrag.NewIPv6Defragmenter(),
		pieces: map[fragmented]int{},
		flows:  flows{open: map[ends]*flow{}},
	}
	var segments []Segment
	for i, packet := range packets {
		segment, ok := d.decode(packet)
		if !ok {
			continue
		}
		segment.Packet = i
		segment.Time = packet.Time.Sub(packets[0].Time)
		segments = append(segments, segment)
	}
	return segments
}

// decoder remembers what later packets need of earlier ones.
type decoder struct {
	four   *ip4defrag.IPv4Defragmenter
	six    *ip6defrag.IPv6Defragmenter
	pieces map[fragmented]int // how many fragments of a datagram have come
	flows  flows
}

// fragmented names an IP packet that comes in fragments (RFC 791 section 3.2,
// RFC 8200 section 4.5).
type fragmented struct {
	flow gopacket.Flow
	id   uint32
}

// lazily decodes a layer when it is asked for, and leaves the bytes where they
// are: nobody changes them.
var lazily = gopacket.DecodeOptions{Lazy: true, NoCopy: true}

// decode reports false for a packet that gives no segment: a fragment that is
// not the last, another protocol, damage.
func (d *decoder) decode(packet Packet) (Segment, bool) {
	frame := gopacket.NewPacket(packet.Data, layers.LayerTypeEthernet, lazily)
	network := frame.NetworkLayer()
	upper, pieces := frame, 1
	switch ip := network.(type) {
	case *layers.IPv4:
		upper, pieces = d.joinFour(frame, ip, packet.Time)
	case *layers.IPv6:
		upper, pieces = d.joinSix(frame, ip)
	default:
		return Segment{}, false
	}
	if upper == nil {
		return Segment{}, false
	}
	segment, ok := d.segment(network, upper)
	segment.Packets = pieces
	return segment, ok
}

// joinFour returns the packet itself if it is whole; if it is the last of a
// number of fragments, what they carry above IP and that number; else nil.
func (d *decoder) joinFour(frame gopacket.Packet, ip *layers.IPv4, at time.Time) (gopacket.Packet, int) {
	if ip.FragOffset == 0 && ip.Flags&layers.IPv4MoreFragments == 0 {
		return frame, 1
	}
	key := fragmented{ip.NetworkFlow(), uint32(ip.Id)}
	d.pieces[key]++
	joined, err := d.four.DefragIPv4WithTimestamp(ip, at)
	if err != nil || joined == nil {
		return nil, 0
	}
	return gopacket.NewPacket(joined.Payload, joined.Protocol, lazily), d.count(key)
}

// joinSix is joinFour for IPv6.
func (d *decoder) joinSix(frame gopacket.Packet, ip *layers.IPv6) (gopacket.Packet, int) {
	fragment, ok := frame.Layer(layers.LayerTypeIPv6Fragment).(*layers.IPv6Fragment)
	if !ok {
		return frame, 1
	}
	key := fragmented{ip.NetworkFlow(), fragment.Identification}
	d.pieces[key]++
	joined := d.six.DefragIPv6(ip, fragment)
	if joined == nil {
		return nil, 0
	}
	return gopacket.NewPacket(joined.Payload, joined.NextHeader, lazily), d.count(key)
}

// count ends the counting of a packet's fragments.
func (d *decoder) count(key fragmented) int {
	defer delete(d.pieces, key)
	return d.pieces[key]
}

func (d *decoder) segment(network gopacket.NetworkLayer, upper gopacket.Packet) (Segment, bool) {
	from, to, ok := addresses(network)
	if !ok {
		return Segment{}, false
	}
	if message, ok := icmpMessage(upper); ok {
		return d.flows.icmp(from, to, message), true
	}
	transport := upper.TransportLayer()
	if transport == nil || damaged(transport) || upper.Metadata().Truncated {
		return Segment{}, false
	}
	switch t := transport.(type) {
	case *layers.TCP:
		return d.flows.tcp(from, to, t), true
	case *layers.UDP:
		return d.flows.udp(from, to, t), true
	}
	return Segment{}, false
}

// damaged reports whether a layer could not be decoded. gopacket then gives an
// empty one, and says so only where it would decode all layers above as well.
func damaged(layer gopacket.Layer) bool { return len(layer.LayerContents()) == 0 }

func addresses(network gopacket.NetworkLayer) (from, to netip.Addr, ok bool) {
	source, destination := network.NetworkFlow().Endpoints()
	from, okFrom := netip.AddrFromSlice(source.Raw())
	to, okTo := netip.AddrFromSlice(destination.Raw())
	return from, to, okFrom && okTo
}
