//go:build unix

// Ask for the same port again and again. When is it in use?
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"syscall"
)

const (
	anyPort      = "127.0.0.1:0"
	address      = "127.0.0.1:8089"
	otherAddress = "127.0.0.2:8089"
	allAddresses = "0.0.0.0:8089"
)

// listen returns a listener, with SO_REUSEADDR on or off.
func listen(address string, reuse bool) (net.Listener, error) {
	if reuse {
		return net.Listen("tcp", address) // Listen sets the option
	}
	config := net.ListenConfig{Control: reuseOff}
	return config.Listen(context.Background(), "tcp", address)
}

// reuseOff is called after Listen has set the option, before bind.
func reuseOff(_, _ string, conn syscall.RawConn) error {
	var failed error
	err := conn.Control(func(fd uintptr) {
		failed = syscall.SetsockoptInt(
			int(fd), syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 0)
	})
	return errors.Join(err, failed)
}

// report says how it went to make a socket, and closes it.
func report(what string, socket io.Closer, err error) {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		fmt.Printf("%s: address in use\n", what)
	case err != nil:
		log.Fatal(err)
	default:
		socket.Close()
		fmt.Printf("%s: ok\n", what)
	}
}

func main() {
	// 1. Port 0: let the kernel choose a free port. Then close.
	listener, err := listen(anyPort, false)
	if err != nil {
		log.Fatal(err)
	}
	chosen := listener.Addr().String()
	listener.Close()
	again, err := listen(chosen, false)
	report("closed before anyone came", again, err)

	// 2. Listen, and ask for the port once more while we do.
	listener, err = listen(address, true)
	if err != nil {
		log.Fatal(err)
	}
	again, err = listen(address, true)
	report("the same name again", again, err)
	other, err := listen(otherAddress, true)
	report("another address", other, err)
	all, err := listen(allAddresses, true)
	report("all addresses", all, err)
	udp, err := net.ListenPacket("udp", address)
	report("another protocol", udp, err)

	// 3. One client comes. The server's side closes first.
	client, err := net.Dial("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	conn, err := listener.Accept()
	if err != nil {
		log.Fatal(err)
	}
	conn.Close()
	if _, err := io.ReadAll(client); err != nil { // till the end
		log.Fatal(err)
	}
	client.Close()
	listener.Close()

	// 4. All sockets are closed now. Start the server again.
	again, err = listen(address, false)
	report("restart, SO_REUSEADDR off", again, err)
	again, err = listen(address, true)
	report("restart, SO_REUSEADDR on", again, err)
}
