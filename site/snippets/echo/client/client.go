// A client that counts on its echo.
package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net"
)

const address = "127.0.0.1:8089"

func main() {
	messages := []string{"hello", "a longer one, to be sure"}

	// 1. Connect.
	conn, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	for _, text := range messages {
		// 2. Send a message.
		message := []byte(text)
		if _, err := conn.Write(message); err != nil {
			log.Fatal(err)
		}

		// 3. Receive as many bytes as were sent.
		echo := make([]byte, len(message))
		n, err := io.ReadFull(conn, echo)
		if err != nil {
			log.Fatal(err)
		}
		if !bytes.Equal(echo, message) {
			log.Fatal("the echo is not what was sent")
		}
		fmt.Printf("sent %d bytes, received %d\n", len(message), n)
	}
}
