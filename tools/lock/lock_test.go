package lock

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestLock(t *testing.T) {
	t.Run("one holder at a time", func(t *testing.T) {
		g := &gate{path: filepath.Join(t.TempDir(), "lock")}
		var holders, runs int
		var check sync.Mutex
		count := func(by int) int {
			check.Lock()
			defer check.Unlock()
			holders += by
			runs++
			return holders
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 50 {
					unlock, err := g.lock(t.Context())
					if err != nil {
						t.Error(err)
						return
					}
					if n := count(+1); n != 1 {
						t.Errorf("%d hold the lock", n)
					}
					count(-1)
					unlock()
				}
			})
		}
		all.Wait()
		if runs != 8*50*2 {
			t.Errorf("counted %d", runs)
		}
	})
	t.Run("waiting ends with the context", func(t *testing.T) {
		g := &gate{path: filepath.Join(t.TempDir(), "lock")}
		unlock, err := g.lock(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		if _, err := g.lock(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("the error is %v", err)
		}
		unlock()
		g.waits.Wait()
		again, err := g.lock(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		again()
		if _, err := os.Stat(g.path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the lock file is still there: %v", err)
		}
	})
	t.Run("a lock that comes as its context ends", func(t *testing.T) {
		g := &gate{path: filepath.Join(t.TempDir(), "lock")}
		for range 300 {
			ctx, cancel := context.WithCancel(t.Context())
			go cancel()
			if unlock, err := g.lock(ctx); err == nil {
				unlock()
			}
			g.waits.Wait()
			if _, err := os.Stat(g.path); !errors.Is(err, os.ErrNotExist) {
				t.Fatalf("the lock file is still there: %v", err)
			}
		}
	})
	t.Run("no folder for it", func(t *testing.T) {
		g := &gate{path: filepath.Join(t.TempDir(), "none", "lock")}
		_, err := g.lock(t.Context())
		if !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the error is %v", err)
		}
	})
}
