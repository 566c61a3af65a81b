package book

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"socketpairs/tools/wire"
)

// aClaim matches the words of a calls cell that are compared with the packets:
// data between quotes, amounts, and the names of segments. A list such as "64,
// 36 and 36 bytes" is as many amounts.
var aClaim = regexp.MustCompile(`"([^"]+)"|\b((?:(?:` + aNumber + `)(?:, | and |, and ))*(?:` + aNumber + `)) (byte|line|datagram|handshake)s?\b|\b(SYN(?:, SYN-ACK, ACK)?|handshake|FIN|RST)\b`)

const aNumber = `\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten`

var (
	number  = regexp.MustCompile(aNumber)
	written = strings.Split("zero one two three four five six seven eight nine ten", " ")
)

// parseClaims reads what an arrow's words claim; an arrow without claims says
// that some data pass. A number that is not compared is an error.
func parseClaims(text string) ([]claim, error) {
	var claims []claim
	for _, m := range aClaim.FindAllStringSubmatch(text, -1) {
		switch {
		case m[1] != "":
			claims = append(claims, claim{quoted: []byte(m[1])})
		case m[2] != "":
			for _, n := range number.FindAllString(m[2], -1) {
				claims = append(claims, claim{number: numberOf(n), unit: m[3]})
			}
		default:
			claims = append(claims, claim{flag: flagNamed(m[4])})
		}
	}
	rest := aClaim.ReplaceAllString(text, "")
	if n := regexp.MustCompile(`\d+`).FindString(rest); n != "" {
		return nil, fmt.Errorf("%s in %q is not compared with the packets; say it in bytes, lines, datagrams or handshakes, or put what is sent between quotes", n, text)
	}
	if claims == nil {
		claims = []claim{{}}
	}
	return claims, nil
}

func numberOf(text string) int {
	for i, word := range written {
		if word == text {
			return i
		}
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	return n
}

func flagNamed(name string) wire.Flags {
	switch name {
	case "FIN":
		return wire.FIN
	case "RST":
		return wire.RST
	}
	return wire.SYN
}
