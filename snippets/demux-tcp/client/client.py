"""Three clients on two hosts, played by one program."""

import socket
from contextlib import ExitStack

# Process, its own address and port, the server's address and port.
CLIENTS = (
    ("P3 on A", ("127.0.0.2", 9157), ("127.0.0.1", 8080)),
    ("P3 on C", ("127.0.0.3", 9157), ("127.0.0.1", 8080)),
    ("P2 on C", ("127.0.0.3", 5775), ("127.0.0.1", 8089)),
)

with ExitStack() as stack:
    # 1. Bind each socket to its own address and port, and connect.
    connections = {}
    for name, source, target in CLIENTS:
        connections[name] = stack.enter_context(
            socket.create_connection(target, source_address=source)
        )
    print(f"{len(connections)} connections open, nothing sent yet")

    # 2. Send, the last one first: order is not what tells them apart.
    for name, connection in reversed(connections.items()):
        connection.sendall(f"{name}\n".encode())

    # 3. Receive each answer to its end, which the server makes.
    for name, connection in connections.items():
        with connection.makefile("rb") as reader:
            reply = reader.read()
        source = "{}:{}".format(*connection.getpeername())
        target = "{}:{}".format(*connection.getsockname())
        text = reply.decode(errors="replace")
        print(f"{source} -> {target} reaches {name}:", end=" ")
        print(f"{len(reply)} bytes, {text}")
