package wire

import (
	"encoding/binary"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
)

// repairChecksum writes the right checksum into a frame whose sender left that
// to the network card, as the kernel does where there is none: otherwise
// Wireshark would mark each packet as damaged. A frame without TCP or UDP stays
// as it is; so does a fragment, whose checksum the kernel has computed itself.
func repairChecksum(data []byte) {
	packet := gopacket.NewPacket(data, layers.LayerTypeEthernet, lazily)
	transport := packet.TransportLayer()
	if transport == nil || damaged(transport) {
		return
	}
	var sum summed
	var place []byte
	switch t := transport.(type) {
	case *layers.TCP:
		sum, place = t, t.Contents[16:18]
	case *layers.UDP:
		sum, place = t, t.Contents[6:8]
	default:
		return
	}
	if err := sum.SetNetworkLayerForChecksum(packet.NetworkLayer()); err != nil {
		return
	}
	if err, result := sum.VerifyChecksum(); err == nil {
		binary.BigEndian.PutUint16(place, uint16(result.Correct))
	}
}

// summed is a layer with a checksum that covers addresses of the layer below.
type summed interface {
	SetNetworkLayerForChecksum(gopacket.NetworkLayer) error
	VerifyChecksum() (error, gopacket.ChecksumVerificationResult)
}
