"""A client that sends five datagrams, and one to nobody."""

import errno
import socket

SERVER = ("127.0.0.1", 8089)
NOBODY = ("127.0.0.1", 8090)  # no socket is bound to it
LIMIT = 5  # seconds to wait for a datagram

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    # 1. Create a UDP socket and connect it: nothing is sent yet.
    client.connect(SERVER)
    client.settimeout(LIMIT)

    # 2. Send four datagrams, one with each call.
    for message in b"one", b"two", b"", b"0123456789" * 10:
        print(f"sent {client.send(message)} bytes")

    # 3. Send one byte more than an IPv4 packet can carry.
    try:
        client.send(bytes(65508))
    except OSError as error:
        if error.errno != errno.EMSGSIZE:
            raise
        print("65508 bytes: message too long")

    # 4. Ask, and receive one datagram.
    print(f"sent {client.send(b'how many?')} bytes")
    data = client.recv(64)
    text = data.decode(errors="replace")
    print(f"received {len(data)} bytes [{text}]")

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        # 5. Send to nobody, from another connected socket.
        other.connect(NOBODY)
        other.settimeout(LIMIT)
        print(f"sent {other.send(b'hello?')} bytes to nobody")

        # 6. Receive the answer: it is an error.
        try:
            other.recv(64)
        except ConnectionRefusedError:
            print("connection refused")
