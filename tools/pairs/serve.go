package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/netutil"

	"socketpairs/tools/render"
)

const serveSummary = "pairs serve: build the site, serve it on 127.0.0.1, rebuild and reload at a change; Ctrl-C ends it."

const (
	// firstPort is where the site is served; if it is in use, one of the next.
	firstPort = 8000
	portTries = 20
	// manyFiles may be open at once on every system, if nobody lowered that.
	// A quarter of them are for connections, so that a build finds enough:
	// others wait, while a browser opens six.
	manyFiles = 512
)

func (a *app) serve(ctx context.Context, args []string) error {
	if err := a.noWords(flag.NewFlagSet("serve", flag.ContinueOnError), serveSummary, args); err != nil {
		return err
	}
	listener, err := a.listen(firstPort, portTries)
	if err != nil {
		return err
	}
	defer listener.Close()
	changes := make(chan []string)
	files, err := newWatcher(a.root, slices.Concat(sourceFolders, []string{siteFolder})...)
	if err != nil {
		fmt.Fprintf(a.stderr, "this system does not tell of changes (%v): looking for them every %v\n", err, lookAlone)
	}
	go files.run(ctx, changes)
	s := newServer(a, listener.Addr().(*net.TCPAddr).Port)
	s.rebuild(ctx)
	fmt.Fprintf(a.stdout, "serving http://%s/ (Ctrl-C ends it)\n", s.live.hosts[0])
	return s.run(ctx, netutil.LimitListener(listener, openFiles()/4), changes)
}

// listen takes the first free port, and says which ones are not.
func (a *app) listen(first, tries int) (net.Listener, error) {
	for port := first; ; port++ {
		listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return listener, nil
		}
		if port == first+tries-1 {
			return nil, fmt.Errorf("no port from %d to %d is free: %w", first, port, err)
		}
		fmt.Fprintf(a.stderr, "port %d: %v; trying %d\n", port, cause(err), port+1)
	}
}

// cause returns what is at the bottom of an error: the system's own words.
func cause(err error) error {
	for errors.Unwrap(err) != nil {
		err = errors.Unwrap(err)
	}
	return err
}

// server serves a site, and builds it again when a file changes.
type server struct {
	*app
	builder *builder
	live    *live
	holds   *holdings
	failure error // of the last build
}

func newServer(a *app, port int) *server {
	folder := filepath.Join(a.root, siteFolder)
	live := newLive(folder, fmt.Sprintf("127.0.0.1:%d", port), fmt.Sprintf("localhost:%d", port))
	return &server{app: a, builder: newBuilder(a.root, render.NewRenderer().Site), live: live, holds: newHoldings(folder)}
}

// run serves and builds until ctx ends, which is how it should end.
func (s *server) run(ctx context.Context, listener net.Listener, changes <-chan []string) error {
	web := &http.Server{Handler: s.live, ReadHeaderTimeout: 10 * time.Second, DisableGeneralOptionsHandler: true,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	defer web.Close()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return err
		case paths := <-changes:
			s.change(ctx, paths)
		}
	}
}

// change tells the open pages of changes in the site, whoever made them, and
// builds it again if the sources changed, or if a file of it was removed.
func (s *server) change(ctx context.Context, paths []string) {
	var sources, site []string
	for _, name := range paths {
		switch under, ok := strings.CutPrefix(name, siteFolder+"/"); {
		case ok:
			site = append(site, under)
		case name == siteFolder:
			site = append(site, ".")
		default:
			sources = append(sources, name)
		}
	}
	s.builder.loader.Forget(sources...)
	others := s.holds.look(site...)
	s.builder.site.Forget(others...)
	if len(sources) > 0 || slices.ContainsFunc(others, s.isLost) {
		s.rebuild(ctx)
	} else if len(others) > 0 {
		s.live.set(s.holds.version(), s.failure)
	}
}

// isLost reports whether a file of the last build is not there any more.
func (s *server) isLost(name string) bool {
	_, built := s.builder.files[name]
	return built && !s.holds.has(name)
}

// rebuild builds the site and tells the open pages, and the terminal.
func (s *server) rebuild(ctx context.Context) {
	began := time.Now()
	done, err := s.builder.build(ctx)
	if ctx.Err() != nil {
		return
	}
	s.failure = cmp.Or(err, asError(done.programs))
	s.holds.wrote(done.changed, s.builder.files)
	s.live.set(s.holds.version(), s.failure)
	clock := time.Now().Format(time.TimeOnly)
	if err != nil {
		fmt.Fprintf(s.stderr, "%s the site stays as it was:\n%v\n", clock, err)
		return
	}
	s.tellStale(done.stale)
	if len(done.programs) > 0 {
		fmt.Fprintf(s.stderr, "%s the pages show these programs as they are:\n%v\n", clock, s.failure)
	}
	fmt.Fprintf(s.stdout, "%s built in %v, %s changed\n", clock, time.Since(began).Round(time.Millisecond), count(len(done.changed), "file"))
}
