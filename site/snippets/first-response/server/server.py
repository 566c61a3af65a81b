"""A server that answers one client with the page it asks for."""

import socket

HOST = "127.0.0.1"
PORT = 8089
LINE_LIMIT = 1024  # bytes, the line end included
PAGES = {
    "/index.html": "Hello from socket pairs",
    "/port.html": "A port number names a socket, not a program",
}


def answer(line):
    """Return the page that the line asks for, or why there is none."""
    if not line.endswith("\n"):
        return "that was not a whole line"
    method, _, path = line.removesuffix("\n").partition(" ")
    if method != "GET":
        return "the only method here is GET"
    return PAGES.get(path, "there is no such page")


# 1. Create the listening socket: create, bind and listen in one.
with socket.create_server((HOST, PORT)) as listener:
    print(f"listening on {HOST}:{PORT}", flush=True)

    # 2. Accept one connection.
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as reader:
        # 3. Receive one line, and act on it: look the page up.
        data = reader.readline(LINE_LIMIT)
        line = data.decode(errors="replace")
        text = line.removesuffix("\n")
        print(f"received {len(data)} bytes: {text}")
        page = answer(line)

        # 4. Respond, then close: the end of the stream ends the page.
        reply = page.encode()
        connection.sendall(reply)
        print(f"answered {len(reply)} bytes: {page}")
