"""A receiver that reads what there is, and then just what it needs."""

import socket

HOST = "127.0.0.1"
PORT = 8089
SIZE = 100  # bytes in a message
ROOM = 64  # bytes that one read takes at most


def receive_exactly(connection, size):
    """Receive size bytes; fewer only if the stream ends before."""
    data = bytearray()
    while len(data) < size:
        piece = connection.recv(size - len(data))
        if not piece:
            break
        data += piece
    return data


with socket.create_server((HOST, PORT)) as listener:
    print(f"listening on {HOST}:{PORT}", flush=True)

    # 1. Accept two connections. Before the second one was made,
    # the client had sent twice on the first.
    first, _ = listener.accept()
    second, _ = listener.accept()

with first, second:
    # 2. Read once: it returns what there is.
    data = first.recv(ROOM)
    text = data.decode(errors="replace")
    print(f"two sends, one read: {len(data)} bytes, {text}")

    # 3. Read one message in pieces, then say so with a byte.
    rest = SIZE
    while rest > 0 and (piece := second.recv(min(ROOM, rest))):
        rest -= len(piece)
        print(f"part of one send: {len(piece)} bytes")
    second.sendall(b".")

    # 4. Read whole messages, however they come.
    while len(data := receive_exactly(first, SIZE)) == SIZE:
        print(f"exactly {SIZE} bytes")
    print(f"the stream ended after {len(data)} of {SIZE} bytes")
