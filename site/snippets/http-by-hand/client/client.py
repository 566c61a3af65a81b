"""A web client by hand: one connection for each request."""

import socket

HOST = "127.0.0.1"
PORT = 8080
BODY_LIMIT = 1 << 20  # bytes; a body is shorter
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
            status, header = read_head(reader)
            return status, read_body(reader, header)


def read_line(reader):
    line = reader.readline()
    if not line.endswith(b"\n"):
        raise EOFError("the head is not whole")
    return line.decode("latin-1").removesuffix("\n").removesuffix("\r")


def read_head(reader):
    # 2. Receive the status line, and all values of each field.
    status = read_line(reader)
    header = {}
    while line := read_line(reader):
        name, colon, value = line.partition(":")
        if not colon or not name or " " in name or "\t" in name:
            raise ValueError(f"not a header field: {line}")
        header.setdefault(name.lower(), []).append(value.strip(" \t"))
    return status, header


def read_body(reader, header):
    # 3. Receive as many bytes as the one Content-Length says.
    lengths = header.get("content-length", [])
    if "transfer-encoding" in header or len(lengths) != 1:
        raise ValueError("not exactly one Content-Length")
    text = lengths[0]
    digits = text.isascii() and text.isdecimal()
    if not digits or int(text) >= BODY_LIMIT:
        raise ValueError(f"no length for us: {text}")
    length = int(text)
    body = reader.read(length)
    if len(body) < length:
        raise EOFError(f"only {len(body)} of {length} bytes")
    return body


# 4. Print what became of each request; a length counts bytes.
for request in REQUESTS:
    status, body = ask(request)
    text = body.decode()
    print(request.partition("\r\n")[0])
    print(f"  {status}")
    print(f"  {len(body)} bytes, {len(text)} characters: {text}")
