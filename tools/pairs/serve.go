package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"time"
)

const serveSummary = "pairs serve: build the site, serve it on 127.0.0.1, rebuild and reload at a change; Ctrl-C ends it."

// address is where the site is served if the port is free; otherwise on a
// port that the kernel chooses.
const address = "127.0.0.1:8000"

// lookEvery is how often serve looks for changes.
const lookEvery = 300 * time.Millisecond

func (a *app) serve(ctx context.Context, args []string) error {
	if err := a.noWords("serve", serveSummary, args); err != nil {
		return err
	}
	site := newSite(filepath.Join(a.root, "site"))
	before := a.snapshot()
	a.rebuild(ctx, site)
	listener, err := listen()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "serving http://%s/ (Ctrl-C ends it)\n", listener.Addr())

	server := &http.Server{Handler: site, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	defer server.Close()
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil // Ctrl-C is how it ends
		case err := <-failed:
			return err
		case <-ticker.C:
			if now := a.snapshot(); now != before {
				before = now
				a.rebuild(ctx, site)
			}
		}
	}
}

func listen() (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return listener, nil
}

// rebuild builds the site and tells the open pages, and the terminal.
func (a *app) rebuild(ctx context.Context, site *site) {
	began := time.Now()
	changed, stale, err := a.publish(ctx)
	if ctx.Err() != nil {
		return
	}
	clock := time.Now().Format(time.TimeOnly)
	if err != nil {
		site.set(err)
		fmt.Fprintf(a.stderr, "%s the site stays as it was:\n%v\n", clock, err)
		return
	}
	a.tellStale(stale)
	if len(changed) > 0 || site.broken() {
		site.set(nil)
	}
	fmt.Fprintf(a.stdout, "%s built in %v, %s changed\n", clock, time.Since(began).Round(time.Millisecond), count(len(changed), "file"))
}
