"""One UDP socket for everybody."""

import socket

HOST = "127.0.0.1"  # host B
PORT = 8080
DATAGRAMS = 5  # from all three processes, then from the two on C

# 1. Create a UDP socket that is willing to share its port (Linux).
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)

    # 2. Bind it. That is all: no listen, no accept.
    server.bind((HOST, PORT))
    print(f"bound to {HOST}:{PORT}", flush=True)

    for _ in range(DATAGRAMS):
        # 3. Receive a datagram, and the address it came from.
        data, source = server.recvfrom(64)
        text = data.decode(errors="replace")
        print(
            "{}:{}".format(*source),
            f"reaches the bound socket: {len(data)} bytes, {text}",
        )

        # 4. Answer to that address.
        server.sendto(b"bound", source)
