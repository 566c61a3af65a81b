"""A client that sends one request and leaves."""

import socket

HOST = "127.0.0.1"
PORT = 8089
REQUEST = b"GET /index.html"

# 1. Create a TCP socket. It needs no bind.
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:
    # 2. Connect: our kernel picks a port and shakes hands.
    connection.connect((HOST, PORT))

    # 3. Send: hand every byte to the kernel.
    connection.sendall(REQUEST)
    print(f"sent {len(REQUEST)} bytes")
