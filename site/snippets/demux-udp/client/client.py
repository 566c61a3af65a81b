"""Three processes on two hosts, played by one program."""

import socket

SERVER = ("127.0.0.1", 8080)  # host B
SOURCES = {
    "P2 on C": ("127.0.0.3", 5775),
    "P3 on C": ("127.0.0.3", 9157),
    "P3 on A": ("127.0.0.2", 9157),
}

for name, own in SOURCES.items():
    # 1. Create a UDP socket and bind it to an address and port.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.bind(own)

        # 2. Send one datagram. It is whole; it needs no line end.
        client.sendto(name.encode(), SERVER)

        # 3. Receive one, but not forever: a datagram can get lost.
        client.settimeout(5)
        data, source = client.recvfrom(64)
        text = data.decode(errors="replace")
        print(
            "{}:{} -> {}:{}".format(*source, *own),
            f"reaches {name}: {len(data)} bytes, {text}",
        )
