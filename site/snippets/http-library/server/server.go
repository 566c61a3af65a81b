// The web server once more, with Go's library.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"time"
)

const (
	address = "127.0.0.1:8080"
	page    = "<h1>Hello, 소켓!</h1>"
)

func newServer() *http.Server {
	// 1. Set what the library leaves to us.
	mux := http.NewServeMux()
	server := &http.Server{
		Handler:      mux,
		ReadTimeout:  5 * time.Second, // for a request; else no limit
		WriteTimeout: 5 * time.Second, // for an answer; else no limit
	}

	// 2. Find the page: the library has read the head.
	mux.HandleFunc("GET /index.html",
		func(w http.ResponseWriter, r *http.Request) {
			respond(w, r, http.StatusOK, page)
		})
	mux.HandleFunc("GET /",
		func(w http.ResponseWriter, r *http.Request) {
			respond(w, r, http.StatusNotFound, "there is no such page")
		})
	return server
}

func respond(
	w http.ResponseWriter, r *http.Request, status int, page string,
) {
	// 3. Respond, without Date: so each run sends the same bytes.
	fmt.Printf("%s %s %s -> %d %s, %d bytes\n",
		r.RemoteAddr, r.Method, r.URL.Path,
		status, http.StatusText(status), len(page))
	header := w.Header()
	header["Date"] = nil // else the library adds it
	header.Set("Content-Length", strconv.Itoa(len(page)))
	header.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, page) // if the client has gone, no harm
}

func main() {
	// 4. Listen, and serve until Ctrl-C; a goroutine per connection.
	interrupted, stop := signal.NotifyContext(
		context.Background(), os.Interrupt)
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on", address)
	server := newServer()
	go func() {
		err := server.Serve(listener)
		if !errors.Is(err, http.ErrServerClosed) {
			log.Fatal(err)
		}
	}()
	<-interrupted.Done()
	stop() // Ctrl-C once more ends the program at once
	if err := server.Shutdown(context.Background()); err != nil {
		log.Fatal(err)
	}
}
