"""A client that sends frames and receives lines."""

import socket
import struct

HOST = "127.0.0.1"
PORT = 8089
LIMIT = 64  # bytes in a line, its end included


def frame(message):
    """Return a message as a frame."""
    # 1. Put the length in front: of the bytes, not of the text.
    data = message.encode()
    return struct.pack("!I", len(data)) + data


def ask(data, answers):
    """Send bytes, and print so many lines of answer."""
    with socket.create_connection((HOST, PORT)) as connection:
        connection.sendall(data)

        # 2. Read a line: up to its end, or to the limit.
        with connection.makefile("rb") as reader:
            for _ in range(answers):
                line = reader.readline(LIMIT)
                if not line.endswith(b"\n"):
                    raise ValueError("that was not a whole line")
                print("line:", line.decode().removesuffix("\n"))


# 3. Send four messages with one call.
messages = ["hello", "", "two\nlines", "안녕"]
ask(b"".join(map(frame, messages)), answers=4)

# 4. Send the longest message allowed; announce one byte more.
ask(frame("x" * 1024) + frame("x" * 1025)[:4], answers=2)

# 5. Leave inside a frame, right after its length.
ask(frame("two\nlines")[:4], answers=0)

# 6. Announce the longest frame that four bytes can.
ask(b"\xff\xff\xff\xff", answers=1)
