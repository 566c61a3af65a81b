"""One server process: two ports, three connections."""

import socket

HOST = "127.0.0.1"  # host B
WEB_PORT = 8080  # stands for port 80
OTHER_PORT = 8089


def serve(name, connection):
    """Receive one line through a socket, and answer with its name."""
    with connection.makefile("rb") as reader:
        data = reader.readline(64)
    source = "{}:{}".format(*connection.getpeername())
    target = "{}:{}".format(*connection.getsockname())
    text = data.decode(errors="replace").removesuffix("\n")
    print(f"{source} -> {target} reaches {name}:", end=" ")
    print(f"{len(data)} bytes, {text}")
    connection.sendall(name.encode())


# 1. Listen at two ports.
with (
    socket.create_server((HOST, WEB_PORT)) as web,
    socket.create_server((HOST, OTHER_PORT)) as other,
):
    places = f"{HOST}:{WEB_PORT} and {HOST}:{OTHER_PORT}"
    print(f"listening on {places}", flush=True)

    # 2. Accept: two connections from one queue, one from the other.
    with (
        web.accept()[0] as p4,
        web.accept()[0] as p5,
        other.accept()[0] as p6,
    ):
        print("3 connections open, 1 process")

        # 3. Serve P4, then P5, then P6, whoever sent first.
        serve("P4", p4)
        serve("P5", p5)
        serve("P6", p6)

        # 4. Close all three. We close first; the clients wait for it.
