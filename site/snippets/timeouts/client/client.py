"""A client that waits in four ways."""

import socket
import time

HOST = "127.0.0.1"
PORT = 8089
SHORT = 0.1  # seconds
LONG = 5  # seconds


def receive(connection, limit):
    """Receive some bytes within limit seconds; None: for ever."""
    connection.settimeout(limit)
    data = connection.recv(64)
    if not data:
        raise EOFError("the server closed")
    return data


def left(end):
    """Return the seconds that are left until the moment end."""
    seconds = end - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


# 1. Connect, within a limit.
with socket.create_connection((HOST, PORT), timeout=LONG) as connection:
    # 2. Receive, though we have asked for nothing.
    try:
        receive(connection, SHORT)
    except TimeoutError:
        print(f"nothing came within {SHORT} s")

    # 3. Ask. The long limit holds for each read, and begins anew.
    connection.sendall(b"?")
    line = bytearray()
    while not line.endswith(b"\n"):
        line += receive(connection, LONG)
    print(f"{len(line)} bytes came, each read within {LONG} s")

    # 4. Ask. The short limit holds for the line as a whole.
    end = time.monotonic() + SHORT
    connection.sendall(b"?")
    line = bytearray()
    try:
        while not line.endswith(b"\n"):
            line += receive(connection, left(end))
        left(end)  # whole, but is it in time?
    except TimeoutError:
        print(f"the line was not whole within {SHORT} s")

    # 5. Wait for the rest, without a limit. Nothing is lost.
    while not line.endswith(b"\n"):
        line += receive(connection, None)
    text = line.decode(errors="replace").removesuffix("\n")
    print(f"{len(line)} bytes came in the end: {text}")
