"""A sender whose sends are not what the receiver's reads return."""

import socket

HOST = "127.0.0.1"
PORT = 8089
MESSAGE = b"0123456789" * 10

with socket.create_connection((HOST, PORT)) as first:
    # Send small pieces at once, too. Go's Dial sets this itself.
    first.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    # 1. Send twice.
    first.sendall(b"one")
    first.sendall(b"two")

    # 2. Connect again: so much is done. Send 100 bytes in one.
    with socket.create_connection((HOST, PORT)) as second:
        second.sendall(MESSAGE)

        # 3. Wait until the receiver says that it has read them.
        second.recv(1)

        # 4. Send 100 bytes in two pieces, then 36 of another 100.
        for piece in MESSAGE[:64], MESSAGE[64:], MESSAGE[:36]:
            first.sendall(piece)
print("sent 6, 100, 100 and 36 bytes")
