"""An echo server that is late with one answer, and loses one ping."""

import socket

HOST = "127.0.0.1"
PORT = 8089

# 1. Create a UDP socket and bind it.
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((HOST, PORT))
    print(f"bound to {HOST}:{PORT}", flush=True)

    held = None
    while True:
        # 2. Receive a datagram, and the address it came from.
        data, source = server.recvfrom(64)
        text = data.decode(errors="replace")

        # 3. Send the answer that was held back: late.
        if held:
            server.sendto(*held)
            held = None
            print("late answer sent")

        # 4. Hold the answer back, lose the datagram, or answer.
        match data:
            case b"bye":
                break
            case b"ping 3":
                held = data, source
                print(f"{text}: held back")
            case b"ping 7":
                print(f"{text}: lost")
            case _:
                server.sendto(data, source)
                print(f"{text}: answered")
