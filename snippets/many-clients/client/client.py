"""Two clients in one program: ann comes first, bob speaks first."""

import socket
import sys

SERVER = ("127.0.0.1", 8089)
ANN_FIRST = sys.argv[1:] == ["ann-first"]


def speak(name, connection):
    """Send a line."""
    connection.sendall(f"{name}\n".encode())
    print(f"{name} has sent a line")


def wait(name, connection):
    """Wait for the answer, as long as it takes. Then leave."""
    with connection.makefile("rb") as reader:
        data = reader.readline()
        text = data.decode(errors="replace").removesuffix("\n")
        print(f"{name} received {len(data)} bytes: {text}")
        connection.shutdown(socket.SHUT_WR)  # we send no more
        reader.read()  # until the server has closed, too


# 1. Ann connects, then bob. Both stay.
with (
    socket.create_connection(SERVER) as ann,
    socket.create_connection(SERVER) as bob,
):
    # 2. Bob speaks. Ann says nothing.
    speak("bob", bob)

    # 3. Wait for each in turn. Ann speaks only in her turn.
    turns = [("bob", bob), ("ann", ann)]
    if ANN_FIRST:
        turns.reverse()
    for name, connection in turns:
        if name == "ann":
            speak(name, connection)
        wait(name, connection)
