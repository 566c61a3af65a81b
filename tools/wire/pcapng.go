package wire

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"
)

// WritePcapng writes packets as a pcapng file, with nanoseconds, for Wireshark
// and for [ReadPcapng]. The same packets give the same bytes: nothing of the
// machine that writes the file goes into it.
func WritePcapng(w io.Writer, packets []Packet) error {
	options := pcapgo.NgWriterOptions{
		SectionInfo: pcapgo.NgSectionInfo{Application: "socketpairs"},
	}
	loopback := pcapgo.NgInterface{Name: "lo", LinkType: layers.LinkTypeEthernet}
	file, err := pcapgo.NewNgWriterInterface(w, loopback, options)
	if err != nil {
		return fmt.Errorf("write pcapng: %w", err)
	}
	for i, packet := range packets {
		if packet.Time.Before(time.Unix(0, 0)) {
			return fmt.Errorf("write pcapng: packet %d is of %v; the format begins in 1970", i, packet.Time)
		}
		info := gopacket.CaptureInfo{
			Timestamp:     packet.Time,
			CaptureLength: len(packet.Data),
			Length:        len(packet.Data),
		}
		if err := file.WritePacket(info, packet.Data); err != nil {
			return fmt.Errorf("write pcapng: packet %d: %w", i, err)
		}
	}
	if err := file.Flush(); err != nil {
		return fmt.Errorf("write pcapng: %w", err)
	}
	return nil
}

// ReadPcapng reads a pcapng file of whole Ethernet frames. Times are in UTC.
func ReadPcapng(r io.Reader) ([]Packet, error) {
	options := pcapgo.NgReaderOptions{ErrorOnMismatchingLinkType: true}
	file, err := pcapgo.NewNgReader(r, options)
	if err != nil {
		return nil, fmt.Errorf("read pcapng: %w", err)
	}
	if link := file.LinkType(); link != layers.LinkTypeEthernet {
		return nil, fmt.Errorf("read pcapng: packets of type %v, want Ethernet", link)
	}
	var packets []Packet
	for {
		data, info, err := file.ReadPacketData()
		if errors.Is(err, io.EOF) {
			return packets, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read pcapng: packet %d: %w", len(packets), err)
		}
		if info.Length != info.CaptureLength {
			return nil, fmt.Errorf("read pcapng: packet %d has %d of %d bytes", len(packets), info.CaptureLength, info.Length)
		}
		packets = append(packets, Packet{info.Timestamp.UTC(), data})
	}
}
