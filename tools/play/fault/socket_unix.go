//go:build unix

package fault

import "syscall"

// setReceiveBuffer sets SO_RCVBUF (socket(7)), in bytes.
func setReceiveBuffer(fd uintptr, size int) error {
	return syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, size)
}

// overErrors say that a connection is over because of the other side.
func overErrors() []error {
	return []error{syscall.ECONNRESET, syscall.EPIPE, syscall.ENOTCONN, syscall.ECONNABORTED}
}
