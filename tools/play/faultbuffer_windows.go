package play

import "syscall"

// setReceiveBuffer sets SO_RCVBUF, in bytes.
func setReceiveBuffer(fd uintptr, size int) error {
	return syscall.SetsockoptInt(syscall.Handle(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, size)
}
