"""A server that receives frames and answers each with a line."""

import contextlib
import socket
import struct

HOST = "127.0.0.1"
PORT = 8089
LIMIT = 1024  # bytes in a message


def read_exactly(reader, size):
    """Read size bytes; it is an error if there are fewer."""
    data = reader.read(size)
    if len(data) < size:
        raise EOFError("the stream ended inside a frame")
    return data


def read_frame(reader):
    """Read one message; None if the stream ends before it."""
    # 1. Read the length: four bytes, big-endian.
    if not reader.peek(1):
        return None
    (size,) = struct.unpack("!I", read_exactly(reader, 4))

    # 2. Do not believe it.
    if size > LIMIT:
        raise ValueError(f"a frame of {size} bytes is too long")

    # 3. Read the message: so many bytes, whatever they are.
    return read_exactly(reader, size)


def serve(connection):
    """Answer each message on a connection with a line."""
    with connection, connection.makefile("rb") as reader:
        try:
            while (data := read_frame(reader)) is not None:
                # 4. Answer with a line: text, and a byte that ends it.
                print(f"frame of {len(data)} bytes")
                connection.sendall(b"got %d bytes\n" % len(data))
            print("the stream ended between two frames")
        except EOFError as error:
            print(error)
        except ValueError as error:
            # 5. Refuse. Where the next frame begins is in doubt.
            # If the client is gone, nobody hears it: no harm.
            print(error)
            with contextlib.suppress(OSError):
                connection.sendall(f"{error}\n".encode())
        except OSError:
            print("the connection was lost")


try:
    # 6. Listen, and serve one connection after the other.
    with socket.create_server((HOST, PORT)) as listener:
        print(f"listening on {HOST}:{PORT}", flush=True)
        while True:
            serve(listener.accept()[0])
except KeyboardInterrupt:
    pass  # Ctrl-C ends the server.
