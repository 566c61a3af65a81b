"""A web client by hand: one connection for each request."""

import socket

HOST = "127.0.0.1"
PORT = 8080
BODY_LIMIT = 1_000_000  # bytes
REQUESTS = [
    f"GET /index.html HTTP/1.1\r\nHost: {HOST}:{PORT}\r\n\r\n",
    f"GET /nope.html HTTP/1.1\r\nHost: {HOST}:{PORT}\r\n\r\n",
    "GET /index.html\r\n\r\n",  # what is missing?
]


def ask(request):
    # 1. Connect, and send the request.
    with socket.create_connection((HOST, PORT)) as connection:
        connection.sendall(request.encode("ascii"))

        with connection.makefile("rb") as reader:
            # 2. Receive the status line, and the header as a dict.
            status = reader.readline().decode("latin-1").rstrip("\r\n")
            header = {}
            while line := reader.readline().strip():
                name, _, value = line.decode("latin-1").partition(":")
                header[name.lower()] = value.strip()

            # 3. Receive exactly as many bytes as the header says.
            length = int(header["content-length"])
            if not 0 <= length <= BODY_LIMIT:
                raise ValueError(f"a length of {length} bytes")
            body = reader.read(length)
            if len(body) < length:
                raise EOFError(f"only {len(body)} of {length} bytes")
    return status, body


# 4. Print what became of each request; a length counts bytes.
for request in REQUESTS:
    status, body = ask(request)
    text = body.decode()
    print(request.partition("\r\n")[0])
    print(f"  {status}")
    print(f"  {len(body)} bytes, {len(text)} characters: {text}")
