"""An echo server: it sends back what it receives, client by client."""

import socket
from contextlib import suppress

HOST = "127.0.0.1"
PORT = 8089
SIZE = 65536  # bytes to receive at most at a time


def main():
    # 1. Listen.
    with socket.create_server((HOST, PORT)) as listener:
        print(f"listening on {HOST}:{PORT}", flush=True)
        while True:
            # 2. Accept the next client, and stay with it to its end.
            connection, (host, port) = listener.accept()
            with connection:
                serve(connection, f"{host}:{port}")


def serve(connection, client):
    count = 0
    try:
        # 3. Echo every piece, until the client's stream ends.
        while piece := connection.recv(SIZE):
            connection.sendall(piece)
            count += len(piece)
        how = "ended"
    except OSError:
        how = "broke off"

    # 4. Say how it went. The server goes on either way.
    print(f"{client} {how} after {count} bytes", flush=True)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
