//go:build !linux

package netbox_test

import (
	"errors"
	"testing"

	"socketpairs/tools/netbox"
)

func TestUnavailable(t *testing.T) {
	called := false
	err := netbox.Do(func(*netbox.Box) error { called = true; return nil })
	if !errors.Is(err, netbox.ErrUnavailable) || called {
		t.Errorf("Do: %v, called %v", err, called)
	}
	if err := netbox.Enter(); !errors.Is(err, netbox.ErrUnavailable) {
		t.Errorf("Enter: %v", err)
	}
}
