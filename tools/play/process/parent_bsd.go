//go:build unix && !linux

package process

import "syscall"

// dieWithUs does nothing: only Linux ends a child with its parent.
func dieWithUs(*syscall.SysProcAttr) {}
