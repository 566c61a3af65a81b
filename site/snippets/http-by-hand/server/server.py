"""A web server by hand: one request on each connection."""

import socket
import threading

HOST = "127.0.0.1"
PORT = 8080
HEAD_LIMIT = 8192  # bytes, from the request line to the empty line
PAGES = {"/index.html": "<h1>Hello, 소켓!</h1>"}
PRINTING = threading.Lock()


def say(line):
    """Print a line: one thread at a time, for print needs that."""
    with PRINTING:
        print(line, flush=True)


def main():
    # 1. Listen; a thread for each connection.
    with socket.create_server((HOST, PORT)) as listener:
        print(f"listening on {HOST}:{PORT}", flush=True)
        try:
            while True:
                connection, _ = listener.accept()
                threading.Thread(
                    target=serve, args=(connection,), daemon=True
                ).start()
        except KeyboardInterrupt:
            pass


def serve(connection):
    with connection, connection.makefile("rb") as reader:
        try:
            respond(connection, *answer(read_head(reader)))
        except ConnectionError:
            say("a client broke its connection")


def read_head(reader):
    # 2. Read lines up to the empty one; each ends with \r\n.
    lines = []
    left = HEAD_LIMIT
    while line := reader.readline(left):
        if line == b"\r\n":
            return lines
        if not line.endswith(b"\r\n"):
            break
        lines.append(line.removesuffix(b"\r\n").decode("latin-1"))
        left -= len(line)
    return []  # no whole head


def answer(lines):
    # 3. Check the request and its fields, then look the page up.
    if not lines:
        return "400 Bad Request", "the request is not whole"
    words = lines[0].split(" ")
    if len(words) != 3 or words[2] != "HTTP/1.1":
        return "400 Bad Request", "not: method, target, HTTP/1.1"
    method, target, _ = words
    hosts = 0
    for line in lines[1:]:
        name, colon, _ = line.partition(":")
        if not colon or not name or " " in name or "\t" in name:
            return "400 Bad Request", "not a header field"
        hosts += name.lower() == "host"
    if hosts != 1:
        return "400 Bad Request", "not exactly one Host"
    if method != "GET":
        return "501 Not Implemented", "only GET"
    if target not in PAGES:
        return "404 Not Found", "there is no such page"
    return "200 OK", PAGES[target]


def respond(connection, status, page):
    # 4. The length counts bytes; then close, as announced.
    body = page.encode()
    say(f"{status}, {len(body)} bytes: {page}")
    head = (
        f"HTTP/1.1 {status}\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: close\r\n"
        "\r\n"
    )
    connection.sendall(head.encode() + body)


if __name__ == "__main__":
    main()
