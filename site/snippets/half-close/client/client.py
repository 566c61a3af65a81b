"""A client that says "that was all", and still gets an answer."""

import socket

HOST = "127.0.0.1"
PORT = 8089
LINES = ["first line", "second line", "the last one, then no more"]

# 1. Connect.
with socket.create_connection((HOST, PORT)) as connection:
    # 2. Send some lines. The server cannot know how many will come.
    size = 0
    for line in LINES:
        data = f"{line}\n".encode()
        connection.sendall(data)
        size += len(data)

    # 3. End the stream to the server: this direction only.
    connection.shutdown(socket.SHUT_WR)
    print(f"sent {size} bytes, and the end of the stream")

    # 4. Receive until the server ends its stream, too.
    reply = bytearray()
    while piece := connection.recv(1024):
        reply += piece

text = reply.decode(errors="replace")
print(f"reply of {len(reply)} bytes: {text}")
