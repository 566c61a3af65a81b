package process

import "syscall"

// dieWithUs has the kernel end the program when the thread that starts it
// ends, so that not even a killed tool leaves one behind. Whoever starts
// programs therefore stays on one thread until they have ended.
func dieWithUs(attributes *syscall.SysProcAttr) { attributes.Pdeathsig = syscall.SIGKILL }
