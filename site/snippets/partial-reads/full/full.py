"""A writer that meets a reader who does not read. It plays both."""

import socket

MESSAGE = bytes(10_000_000)

# 1. Make both ends of a connection, inside this program.
here, there = socket.socketpair()

# 2. Write much, to somebody who does not read. Do not wait.
with here:
    here.setblocking(False)
    count = here.send(MESSAGE)
if 0 < count < len(MESSAGE):
    print("one call took only part of the 10000000 bytes")

# 3. Read to the end: what the call counted, and no more.
with there, there.makefile("rb") as reader:
    if len(reader.read()) == count:
        print("the other end received just as many as it counted")
