"""A server that answers slowly, and waits only so long itself."""

import socket
import time

HOST = "127.0.0.1"
PORT = 8089
PATIENCE = 1  # second, for each call
GAP = 0.08  # seconds before each byte of the answer
ANSWER = b"yes\n"


def serve(connection):
    """Answer each byte with a line. Return how many were answered."""
    answers = 0
    while connection.recv(1):
        for byte in ANSWER:
            time.sleep(GAP)
            connection.sendall(bytes([byte]))
        print(f"answered {len(ANSWER)} bytes, one by one")
        answers += 1
    return answers


# 1. Listen. Waiting for a client may take for ever.
with socket.create_server((HOST, PORT)) as listener:
    print(f"listening on {HOST}:{PORT}", flush=True)

    while True:
        # 2. Accept. From here on no call may take for ever.
        connection, _ = listener.accept()
        connection.settimeout(PATIENCE)

        # 3. Serve. Stop after a client that asked, and left.
        with connection:
            try:
                if serve(connection):
                    break
            except TimeoutError:
                print(f"dropped a client after {PATIENCE} s of waiting")
            except OSError:
                print("lost a client")
