// A web client with Go's library: two requests, one connection.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"time"
)

const address = "127.0.0.1:8080"

func main() {
	// 1. Make a client: it connects when needed; the end closes it.
	client := &http.Client{Timeout: 5 * time.Second}
	defer client.CloseIdleConnections()
	for _, path := range []string{"/index.html", "/nope.html"} {
		if err := get(client, path); err != nil {
			log.Fatal(err)
		}
	}
}

func get(client *http.Client, path string) error {
	// 2. Send a request, over the connection that is open.
	request, err := http.NewRequest(
		http.MethodGet, "http://"+address+path, nil)
	if err != nil {
		return err
	}
	request.Header.Set("User-Agent", "socket-pairs")
	request.Header.Set("Accept-Encoding", "identity")
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()

	// 3. Read the whole body: only then may the next request go.
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	fmt.Printf("GET %s -> %s\n", path, response.Status)
	fmt.Printf("  %d bytes: %s\n", len(body), body)
	return nil
}
