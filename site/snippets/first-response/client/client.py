"""A client that asks for one page and prints it."""

import socket

HOST = "127.0.0.1"
PORT = 8089
PATH = "/index.html"

# 1. Create the socket and connect it, in one call.
with socket.create_connection((HOST, PORT)) as connection:
    # 2. Send one line; its end says that the request is complete.
    connection.sendall(f"GET {PATH}\n".encode())

    # 3. Receive until the stream ends: only then is it all here.
    reply = bytearray()
    while piece := connection.recv(1024):
        reply += piece

text = reply.decode(errors="replace")
print(f"reply of {len(reply)} bytes: {text}")
