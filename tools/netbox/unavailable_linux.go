package netbox

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// unavailable says which step failed, why that usually is, and what can be
// done about it.
func unavailable(step string, err error) error {
	return fmt.Errorf("%w: cannot %s: %w%s", ErrUnavailable, step, err, advice(err))
}

func advice(err error) string {
	switch {
	case errors.Is(err, unix.EPERM), errors.Is(err, unix.EACCES):
		return "; the system reserves this for root (Ubuntu: kernel.apparmor_restrict_unprivileged_userns," +
			" Debian: kernel.unprivileged_userns_clone; a container's seccomp profile may forbid it too)"
	case errors.Is(err, unix.ENOSPC), errors.Is(err, unix.EUSERS):
		return "; the limit user.max_user_namespaces or user.max_net_namespaces is reached, or it is 0"
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS):
		return "; the kernel was built without namespaces (CONFIG_USER_NS, CONFIG_NET_NS)"
	case errors.Is(err, unix.EAFNOSUPPORT), errors.Is(err, unix.EPROTONOSUPPORT):
		return "; the kernel lacks CONFIG_PACKET or CONFIG_INET_DIAG"
	}
	return ""
}
