"""A client that breaks its connection off: a reset, not an end."""

import socket
import struct

HOST = "127.0.0.1"
PORT = 8089
MESSAGE = b"hello"

# 1. Connect.
with socket.create_connection((HOST, PORT)) as connection:
    # 2. Send, and receive only the first byte of the echo.
    connection.sendall(MESSAGE)
    first = connection.recv(1)

    # 3. Linger on, for 0 seconds: close drops everything, sends RST.
    linger = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    print(f"sent {len(MESSAGE)} bytes, received {len(first)}, gone")
