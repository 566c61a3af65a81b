"""Two worker processes that accept at one listening socket."""

import os
import socket

HOST = "127.0.0.1"
PORT = 8089
WORKERS = 2
LINE_LIMIT = 64  # bytes, the line end included


def work(listener):
    """Accept one client and answer its lines."""
    connection, address = listener.accept()
    with connection, connection.makefile("rb") as reader:
        own = "{}:{}".format(*connection.getsockname())
        name = "{}:{}".format(*address)
        while (line := reader.readline(LINE_LIMIT)).endswith(b"\n"):
            text = line.decode(errors="replace").removesuffix("\n")
            print(
                f"worker: {name} -> {own}: {len(line)} bytes, {text}",
                flush=True,
            )
            connection.sendall(b"hello, " + line)


# 1. Listen: one socket for all.
pids = []
with socket.create_server((HOST, PORT)) as listener:
    # 2. Start the workers. Each inherits the listening socket.
    for _ in range(WORKERS):
        pid = os.fork()
        if pid == 0:
            work(listener)
            os._exit(0)
        pids.append(pid)

# 3. The parent has closed its copy; the workers go on listening.
print(f"listening on {HOST}:{PORT}", flush=True)

# 4. Wait for the workers.
for pid in pids:
    os.waitpid(pid, 0)
total = len({os.getpid(), *pids})
print(f"{len(pids)} workers have ended, {total} processes in all")
