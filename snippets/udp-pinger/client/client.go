// A pinger: ten numbered datagrams, and what became of each.
package main

import (
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"slices"
	"time"
)

const (
	server = "127.0.0.1:8089"
	pings  = 10
	limit  = 500 * time.Millisecond // that an answer may take
)

// waitFor receives until the answer is here, or the deadline is over.
func waitFor(conn net.Conn, answer string) error {
	buf := make([]byte, 64)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return err
		}
		if string(buf[:n]) == answer {
			return nil
		}
		fmt.Printf("ignored: %s\n", buf[:n])
	}
}

func main() {
	// 1. Create a UDP socket and connect it to the server.
	conn, err := net.Dial("udp", server)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	var times []time.Duration // of the pings that were answered
	for number := range pings {
		// 2. Send a datagram with a number, and note the time.
		ping := fmt.Sprintf("ping %d", number+1)
		start := time.Now()
		if _, err := conn.Write([]byte(ping)); err != nil {
			log.Fatal(err)
		}

		// 3. Wait for the answer with this number, until the deadline.
		conn.SetReadDeadline(start.Add(limit))
		err := waitFor(conn, ping)
		switch {
		case err == nil:
			times = append(times, time.Since(start))
			fmt.Printf("%s: answered\n", ping)
		case errors.Is(err, os.ErrDeadlineExceeded):
			fmt.Printf("%s: lost or late\n", ping)
		default:
			log.Fatal(err)
		}
	}

	// 4. Say goodbye, and sum up.
	if _, err := conn.Write([]byte("bye")); err != nil {
		log.Fatal(err)
	}
	gone := pings - len(times)
	fmt.Printf("%d sent, %d %% lost or late\n", pings, 100*gone/pings)
	if len(times) > 0 && slices.Max(times) < limit {
		fmt.Printf("slowest answer: below %v s\n", limit.Seconds())
	}
}
