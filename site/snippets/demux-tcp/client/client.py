"""Three clients on two hosts, played by one process."""

import socket
from contextlib import ExitStack

# The server's ends, on host B.
WEB = ("127.0.0.1", 8080)  # stands for port 80
OTHER = ("127.0.0.1", 8089)

# A process of the picture: its own end, the server's end.
CLIENTS = {
    "P3 on A": (("127.0.0.2", 9157), WEB),
    "P3 on C": (("127.0.0.3", 9157), WEB),
    "P2 on C": (("127.0.0.3", 5775), OTHER),
}

with ExitStack() as stack:
    # 1. Bind each socket to an address and port, then connect it.
    connections = {}
    for name, (own, server) in CLIENTS.items():
        connections[name] = stack.enter_context(
            socket.create_connection(server, source_address=own)
        )
    print(f"{len(connections)} connections open, nothing sent")

    # 2. Send, the last one first: the order tells the server nothing.
    for name, connection in reversed(connections.items()):
        connection.sendall(f"{name}\n".encode())

    # 3. Receive each answer to its end: the server closes first.
    for name, connection in connections.items():
        with connection.makefile("rb") as reader:
            data = reader.read()
        text = data.decode(errors="replace")
        source = "{}:{}".format(*connection.getpeername())
        target = "{}:{}".format(*connection.getsockname())
        print(
            f"{source} -> {target} reaches {name}: "
            f"{len(data)} bytes, {text}"
        )
