"""Ask for the same port again and again. When is it in use?"""

import errno
import socket

HOST = "127.0.0.1"
PORT = 8089
OTHER_HOST = "127.0.0.2"
ALL_HOSTS = "0.0.0.0"


def listen(host, port, reuse):
    """Return a listening socket, with SO_REUSEADDR on or off."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        option = socket.SO_REUSEADDR
        listener.setsockopt(socket.SOL_SOCKET, option, reuse)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def bind_udp(host, port):
    """Return a UDP socket with that name."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.bind((host, port))
    except OSError:
        sock.close()
        raise
    return sock


def attempt(what, make, *arguments):
    """Make a socket, say how that went, and close it."""
    try:
        make(*arguments).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"{what}: address in use")
    else:
        print(f"{what}: ok")


# 1. Port 0: let the kernel choose a free port. Then close.
with listen(HOST, 0, reuse=False) as listener:
    chosen = listener.getsockname()[1]
attempt("closed before anyone came", listen, HOST, chosen, False)

# 2. Listen, and ask for the port once more while we do.
listener = listen(HOST, PORT, reuse=True)
attempt("the same name again", listen, HOST, PORT, True)
attempt("another address", listen, OTHER_HOST, PORT, True)
attempt("all addresses", listen, ALL_HOSTS, PORT, True)
attempt("another protocol", bind_udp, HOST, PORT)

# 3. One client comes. The server's side closes first.
with listener, socket.create_connection((HOST, PORT)) as client:
    connection, _ = listener.accept()
    connection.close()
    client.recv(1)  # returns at the end of the stream

# 4. All sockets are closed now. Start the server again.
attempt("restart, SO_REUSEADDR off", listen, HOST, PORT, False)
attempt("restart, SO_REUSEADDR on", listen, HOST, PORT, True)
