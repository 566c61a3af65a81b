"""A server that reads one word, and ends the connection."""

import socket
import struct

HOST = "127.0.0.1"
PORT = 8089
WORD = 5  # bytes

# 1. Listen.
with socket.create_server((HOST, PORT)) as listener:
    print(f"listening on {HOST}:{PORT}", flush=True)

    word = ""
    while word != "reset":
        # 2. Accept, and receive five bytes: what we shall do.
        connection, _ = listener.accept()
        with connection:
            try:
                data = connection.recv(WORD, socket.MSG_WAITALL)
            except OSError:
                print("lost a client")
                continue
            word = data.decode(errors="replace")
            print(f"received {len(data)} bytes: {word}")

            # 3. Told to reset: let close send RST. Linger 0 s.
            if word == "reset":
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, linger
                )

            # 4. Close, at the end of "with".
