"""A second socket on the server's port, for one process on A alone."""

import socket

HOST = "127.0.0.1"  # host B
PORT = 8080
PEER_HOST = "127.0.0.2"  # host A
PEER_PORT = 9157

# 1. Create a UDP socket that is willing to share its port (Linux).
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as second:
    second.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)

    # 2. Bind it to the address and port that the server has.
    second.bind((HOST, PORT))

    # 3. Connect it: nothing is sent, the kernel notes the peer.
    second.connect((PEER_HOST, PEER_PORT))
    print(
        f"bound to {HOST}:{PORT}, "
        f"connected to {PEER_HOST}:{PEER_PORT}",
        flush=True,
    )

    # 4. Receive: only the peer's datagrams come here.
    data, source = second.recvfrom(64)
    text = data.decode(errors="replace")
    print(
        "{}:{}".format(*source),
        f"reaches the connected socket: {len(data)} bytes, {text}",
    )

    # 5. Answer: the kernel knows to whom.
    second.send(b"connected")
