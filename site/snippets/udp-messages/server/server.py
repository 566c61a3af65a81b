"""A server that receives datagrams, until one asks how many came."""

import itertools
import socket

HOST = "127.0.0.1"
PORT = 8089
SIZE = 64  # bytes; no message of ours is longer

# 1. Create a UDP socket and bind it.
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((HOST, PORT))
    print(f"bound to {HOST}:{PORT}", flush=True)

    for count in itertools.count(1):
        # 2. Receive one datagram, or as much of it as fits.
        data, _, flags, source = server.recvmsg(SIZE)

        # 3. A flag says whether the kernel cut off the rest.
        cut = ", cut" if flags & socket.MSG_TRUNC else ""
        text = data.decode(errors="replace")
        print(f"received {len(data)} bytes{cut} [{text}]")

        # 4. Answer the question, to the address it came from.
        if data == b"how many?":
            answer = f"{count} datagrams"
            server.sendto(answer.encode(), source)
            print(f"answered {len(answer)} bytes [{answer}]")
            break
