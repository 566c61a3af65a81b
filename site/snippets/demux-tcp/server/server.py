"""One server process: two ports, three connections."""

import socket

HOST = "127.0.0.1"  # host B
WEB_PORT = 8080  # stands for port 80
OTHER_PORT = 8089


def serve(name, connection):
    """Receive one line through a socket; answer with its name."""
    with connection.makefile("rb") as reader:
        data = reader.readline(64)
    text = data.decode(errors="replace").removesuffix("\n")
    source = "{}:{}".format(*connection.getpeername())
    target = "{}:{}".format(*connection.getsockname())
    print(
        f"{source} -> {target} reaches {name}: "
        f"{len(data)} bytes, {text}"
    )
    connection.sendall(name.encode())


# 1. Listen at two ports.
with (
    socket.create_server((HOST, WEB_PORT)) as web,
    socket.create_server((HOST, OTHER_PORT)) as other,
):
    both = f"{HOST}:{WEB_PORT} and {HOST}:{OTHER_PORT}"
    print(f"listening on {both}", flush=True)

    # 2. Accept two connections at one port, one at the other.
    with (
        web.accept()[0] as p4,
        web.accept()[0] as p5,
        other.accept()[0] as p6,
    ):
        print("3 connections open, 1 process")

        # 3. Serve each socket, whoever sent first. Then close all.
        serve("P4", p4)
        serve("P5", p5)
        serve("P6", p6)
