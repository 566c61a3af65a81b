"""A server with a thread for each client; "in-turn" does without."""

import contextlib
import socket
import sys
import threading

HOST = "127.0.0.1"
PORT = 8089
LINE_LIMIT = 64  # bytes, the line end included
IN_TURN = sys.argv[1:] == ["in-turn"]
PRINTING = threading.Lock()


def say(line):
    """Print a line: one thread at a time, for print needs that."""
    with PRINTING:
        print(line)


class Count:
    """How many clients have gone: the threads share it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.gone = 0

    def add(self, name, how):
        """Count and print as one act: one thread at a time."""
        with self.lock:
            self.gone += 1
            say(f"{name} {how}, {self.gone} gone")


def talk(connection, name):
    """Answer each line, until the stream ends or is not a line."""
    with connection.makefile("rb") as reader:
        while (line := reader.readline(LINE_LIMIT)).endswith(b"\n"):
            text = line.decode(errors="replace").removesuffix("\n")
            say(f"{name} sent {len(line)} bytes: {text}")
            connection.sendall(b"hello, " + line)


def serve(connection, name, count):
    """Serve one client; whatever happens to it ends here."""
    with connection:
        try:
            talk(connection, name)
            count.add(name, "left")
        except OSError:
            count.add(name, "was lost")


def main():
    # 1. Listen.
    count = Count()
    with socket.create_server((HOST, PORT)) as listener:
        print(f"listening on {HOST}:{PORT}", flush=True)

        while True:
            # 2. Accept the next client. Ctrl-C ends this loop.
            connection, address = listener.accept()
            name = "{}:{}".format(*address)
            say(f"{name} connected")

            # 3. Serve: here and now, or beside this loop.
            if IN_TURN:
                serve(connection, name, count)
            else:
                threading.Thread(
                    target=serve,
                    args=(connection, name, count),
                    daemon=True,  # it does not keep us from ending
                ).start()


with contextlib.suppress(KeyboardInterrupt):
    main()
