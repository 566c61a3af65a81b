package wire

import (
	"encoding/binary"
	"fmt"
	"net/netip"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
)

// icmp is a message of ICMP for IPv4 (RFC 792) or IPv6 (RFC 4443).
type icmp struct {
	note    string
	payload []byte
	echo    uint16 // the identifier of an echo request or reply

	// What the message reports trouble with, if it does so: a segment of this
	// protocol between these ends, or an echo between these addresses.
	about    Protocol
	from, to netip.AddrPort
}

func icmpMessage(packet gopacket.Packet) (icmp, bool) {
	if four, ok := packet.Layer(layers.LayerTypeICMPv4).(*layers.ICMPv4); ok && !damaged(four) {
		message := icmp{note: noteFour(four.TypeCode), payload: four.Payload}
		switch four.TypeCode.Type() {
		case layers.ICMPv4TypeDestinationUnreachable, layers.ICMPv4TypeTimeExceeded:
			message.quote(four.Payload, layers.LayerTypeIPv4)
		case layers.ICMPv4TypeEchoRequest, layers.ICMPv4TypeEchoReply:
			message.number(four.Id, four.Seq)
		}
		return message, true
	}
	if six, ok := packet.Layer(layers.LayerTypeICMPv6).(*layers.ICMPv6); ok && !damaged(six) {
		message := icmp{note: noteSix(six.TypeCode), payload: six.Payload}
		if len(six.Payload) < 4 {
			return message, true
		}
		head, body := six.Payload[:4], six.Payload[4:]
		switch six.TypeCode.Type() {
		case layers.ICMPv6TypeDestinationUnreachable, layers.ICMPv6TypeTimeExceeded:
			message.quote(body, layers.LayerTypeIPv6) // the four bytes before are unused
		case layers.ICMPv6TypeEchoRequest, layers.ICMPv6TypeEchoReply:
			message.payload = body
			message.number(binary.BigEndian.Uint16(head), binary.BigEndian.Uint16(head[2:]))
		}
		return message, true
	}
	return icmp{}, false
}

// number notes which echo it is. The identifier is not said: the kernel or the
// program chooses another one each time.
func (m *icmp) number(id, sequence uint16) {
	m.echo = id
	m.note += fmt.Sprintf(", sequence %d", sequence)
}

// quote finds out from the packet that the message quotes, as far as it is
// quoted, what it is about.
func (m *icmp) quote(original []byte, version gopacket.LayerType) {
	packet := gopacket.NewPacket(original, version, lazily)
	network := packet.NetworkLayer()
	if network == nil {
		return
	}
	from, to, ok := addresses(network)
	if !ok {
		return
	}
	m.payload = nil // it is not the sender's data
	if echo, ok := icmpMessage(packet); ok {
		m.about, m.echo = ICMP, echo.echo
		m.from, m.to = netip.AddrPortFrom(from, 0), netip.AddrPortFrom(to, 0)
		return
	}
	transport := packet.TransportLayer()
	if transport == nil || damaged(transport) {
		return
	}
	switch t := transport.(type) {
	case *layers.TCP:
		m.about, m.from, m.to = TCP, at(from, t.SrcPort), at(to, t.DstPort)
	case *layers.UDP:
		m.about, m.from, m.to = UDP, at(from, t.SrcPort), at(to, t.DstPort)
	}
}

func at[port layers.TCPPort | layers.UDPPort](address netip.Addr, number port) netip.AddrPort {
	return netip.AddrPortFrom(address, uint16(number))
}

// The messages that lessons bring about, in words; gopacket names the others.
const (
	portUnreachable = "port unreachable"
	timeExceeded    = "time exceeded"
	echoRequest     = "echo request"
	echoReply       = "echo reply"
)

func noteFour(code layers.ICMPv4TypeCode) string {
	switch code {
	case layers.CreateICMPv4TypeCode(layers.ICMPv4TypeDestinationUnreachable, layers.ICMPv4CodePort):
		return portUnreachable
	case layers.CreateICMPv4TypeCode(layers.ICMPv4TypeTimeExceeded, layers.ICMPv4CodeTTLExceeded):
		return timeExceeded
	case layers.CreateICMPv4TypeCode(layers.ICMPv4TypeEchoRequest, 0):
		return echoRequest
	case layers.CreateICMPv4TypeCode(layers.ICMPv4TypeEchoReply, 0):
		return echoReply
	}
	return code.String()
}

func noteSix(code layers.ICMPv6TypeCode) string {
	switch code {
	case layers.CreateICMPv6TypeCode(layers.ICMPv6TypeDestinationUnreachable, layers.ICMPv6CodePortUnreachable):
		return portUnreachable
	case layers.CreateICMPv6TypeCode(layers.ICMPv6TypeTimeExceeded, layers.ICMPv6CodeHopLimitExceeded):
		return timeExceeded
	case layers.CreateICMPv6TypeCode(layers.ICMPv6TypeEchoRequest, 0):
		return echoRequest
	case layers.CreateICMPv6TypeCode(layers.ICMPv6TypeEchoReply, 0):
		return echoReply
	}
	return code.String()
}
