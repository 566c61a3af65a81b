package fault

import "syscall"

// setReceiveBuffer sets SO_RCVBUF, in bytes.
func setReceiveBuffer(fd uintptr, size int) error {
	return syscall.SetsockoptInt(syscall.Handle(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, size)
}

// overErrors say that a connection is over because of the other side.
func overErrors() []error {
	const notConnected = syscall.Errno(10057) // WSAENOTCONN, which package syscall lacks
	return []error{syscall.WSAECONNRESET, syscall.WSAECONNABORTED, notConnected}
}
