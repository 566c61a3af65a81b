"""The web server once more, with Python's library."""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

HOST = "127.0.0.1"
PORT = 8080
PAGES = {"/index.html": "<h1>Hello, 소켓!</h1>"}
PRINTING = Lock()  # threads print one at a time


class Handler(BaseHTTPRequestHandler):
    # 1. Set what the library leaves to us.
    protocol_version = "HTTP/1.1"  # else HTTP/1.0: one request
    timeout = 5  # seconds that a client may be silent; else no limit
    wbufsize = -1  # send head and body together; else two segments

    def do_GET(self):
        # 2. Find the page: the library has read the head.
        if page := PAGES.get(self.path):
            self.respond(HTTPStatus.OK, page)
        else:
            self.respond(HTTPStatus.NOT_FOUND, "there is no such page")

    def respond(self, status, page):
        # 3. Respond, without Date: so each run sends the same bytes.
        body = page.encode()
        client = "{}:{}".format(*self.client_address)
        with PRINTING:
            print(
                f"{client} {self.command} {self.path} -> "
                f"{status} {status.phrase}, {len(body)} bytes",
                flush=True,
            )
        self.send_response_only(status)  # send_response adds Date
        self.send_header("Content-Length", len(body))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)


# 4. Listen, and serve until Ctrl-C; a thread per connection.
with ThreadingHTTPServer((HOST, PORT), Handler) as server:
    print(f"listening on {HOST}:{PORT}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
