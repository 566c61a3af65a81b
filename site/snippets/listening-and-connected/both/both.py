"""A program that plays both parts: it listens, and it connects."""

import socket
from contextlib import ExitStack

HOST = "127.0.0.1"
PORT = 8089
NAMES = ["ann", "bob", "eve"]


def ends(sock):
    """Return the two ends of a connection, this side's first."""
    here, there = sock.getsockname(), sock.getpeername()
    return f"{here[0]}:{here[1]} -> {there[0]}:{there[1]}"


with ExitStack() as stack:
    # 1. Listen: the kernel may keep finished connections for us.
    listener = stack.enter_context(
        socket.create_server((HOST, PORT), backlog=5)
    )
    print(f"listening on {HOST}:{PORT}", flush=True)

    # 2. Connect three clients. Each sends its name.
    clients = []
    for name in NAMES:
        client = socket.create_connection((HOST, PORT))
        clients.append(stack.enter_context(client))
        client.sendall(name.encode())
        print(f"connected {ends(client)}")
    print(f"{len(clients)} clients have sent, none is accepted yet")

    # 3. Accept: take each connected socket, and note whose it is.
    accepted = {}
    for _ in clients:
        connection, peer = listener.accept()
        accepted[peer] = stack.enter_context(connection)

    # 4. Close the listener. The connected sockets stay.
    listener.close()

    # 5. Receive: what a client sent is at the socket accepted for it.
    for client in clients:
        connection = accepted[client.getsockname()]
        data = connection.recv(64)
        print(f"accepted {ends(connection)}")
        text = data.decode(errors="replace")
        print(f"received {len(data)} bytes: {text}")
        client.close()
        connection.close()
