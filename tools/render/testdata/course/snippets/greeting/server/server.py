"""A server that answers one greeting.

A text of several lines: its quotes are not # comments.
"""

import socket

ADDRESS = ("127.0.0.1", 8089)

# 1. Create a TCP socket.
with socket.socket() as listener:
    # 2. Bind it, and listen.
    listener.bind(ADDRESS)
    listener.listen()
    print(f"listening on {ADDRESS[0]}:{ADDRESS[1]}", flush=True)

    # 3. Accept: take a connection.
    conn, _ = listener.accept()

    # 4. Receive a greeting, and answer it.
    with conn:
        data = conn.recv(64)
        print(f"received {len(data)} bytes: {data.decode()}")
        conn.sendall(data + b"!")
