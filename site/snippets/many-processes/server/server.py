"""A server that forks a process for each client."""

import contextlib
import os
import signal
import socket

HOST = "127.0.0.1"
PORT = 8089
LINE_LIMIT = 64  # bytes, the line end included


def talk(connection, name):
    """Answer each line, until the stream ends or is not a line."""
    own = "{}:{}".format(*connection.getsockname())
    with connection.makefile("rb") as reader:
        while (line := reader.readline(LINE_LIMIT)).endswith(b"\n"):
            text = line.decode(errors="replace").removesuffix("\n")
            print(
                f"child: {name} -> {own}: {len(line)} bytes, {text}",
                flush=True,
            )
            connection.sendall(b"hello, " + line)


def main():
    # 1. Listen. A child that has ended shall not stay as a zombie.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.create_server((HOST, PORT)) as listener:
        print(f"listening on {HOST}:{PORT}", flush=True)

        while True:
            # 2. Accept.
            connection, address = listener.accept()
            name = "{}:{}".format(*address)
            print(f"parent: {name} connected", flush=True)

            # 3. Start a process: a copy of this one, sockets and all.
            if os.fork() > 0:
                # 4. The parent: close our copy, or no FIN is sent.
                connection.close()
                continue

            # 5. The child: serve, with the connected socket alone.
            listener.close()
            with connection, contextlib.suppress(OSError):
                talk(connection, name)
            os._exit(0)


with contextlib.suppress(KeyboardInterrupt):
    main()
