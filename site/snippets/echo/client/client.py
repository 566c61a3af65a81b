"""A client that counts on its echo."""

import socket
import sys

HOST = "127.0.0.1"
PORT = 8089
MESSAGES = [b"hello", b"a longer one, to be sure"]

# 1. Connect, with a reader that can wait for a number of bytes.
with (
    socket.create_connection((HOST, PORT)) as connection,
    connection.makefile("rb") as reader,
):
    for message in MESSAGES:
        # 2. Send a message.
        connection.sendall(message)

        # 3. Receive as many bytes as were sent.
        echo = reader.read(len(message))
        if echo != message:
            sys.exit("the echo is not what was sent")
        print(f"sent {len(message)} bytes, received {len(echo)}")
