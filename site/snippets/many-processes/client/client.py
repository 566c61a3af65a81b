"""Two clients in one program: ann comes first, bob speaks first."""

import socket

SERVER = ("127.0.0.1", 8089)


def talk(name, connection):
    """Send a line, wait for the answer, leave."""
    connection.sendall(f"{name}\n".encode())
    with connection.makefile("rb") as reader:
        data = reader.readline()
        text = data.decode(errors="replace").removesuffix("\n")
        print(f"{name} received {len(data)} bytes: {text}")
        connection.shutdown(socket.SHUT_WR)  # we send no more
        reader.read()  # until the server has closed, too


# 1. Ann connects, then bob. Both stay.
with (
    socket.create_connection(SERVER) as ann,
    socket.create_connection(SERVER) as bob,
):
    # 2. Bob is served while ann is silent, then ann.
    talk("bob", bob)
    talk("ann", ann)
