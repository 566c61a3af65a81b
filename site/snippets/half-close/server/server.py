"""A server that counts what comes, and answers when all is there."""

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
                try:
                    result = serve(connection)
                except OSError:
                    result = "broke off"
            print(f"{host}:{port} {result}", flush=True)


def serve(connection):
    # 3. Count every piece, until the client's stream ends.
    lines = size = 0
    while piece := connection.recv(SIZE):
        lines += piece.count(b"\n")
        size += len(piece)

    # 4. Answer: the stream to the client is still open.
    answer = f"{lines} lines, {size} bytes"
    connection.sendall(answer.encode())
    return f"sent {answer}"


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
