"""A client that meets one error after the other."""

import errno
import select
import socket

SERVER = ("127.0.0.1", 8089)
NOBODY = ("127.0.0.1", 8090)  # nothing listens here


def attempt(what, call, *arguments):
    """Make a call, and say in our own words how it ended."""
    try:
        result = call(*arguments)
    except ConnectionRefusedError:
        outcome = "connection refused"
    except ConnectionResetError:
        outcome = "connection reset"
    except BrokenPipeError:
        outcome = "broken pipe"
    except TimeoutError:
        outcome = "timed out"
    except OSError as error:
        if error.errno != errno.EBADF:
            raise
        outcome = "our own socket is closed"
    else:
        outcome = "end of stream" if result == b"" else "ok"
    print(f"{what}: {outcome}")


def wait_for_reset(connection):
    """Wait until the kernel has received a reset."""
    poll = select.poll()
    poll.register(connection, 0)  # 0: errors only
    poll.poll()


# 1. Let the server close. Then go on sending.
with socket.create_connection(SERVER) as connection:
    connection.sendall(b"close")
    attempt("receive after its close", connection.recv, 64)
    attempt("first send after its close", connection.sendall, b"more")
    wait_for_reset(connection)
    attempt("second send", connection.sendall, b"more")

# 2. Let it close while bytes of ours are unread.
with socket.create_connection(SERVER) as connection:
    connection.sendall(b"close and forget this")
    attempt("receive, it left bytes unread", connection.recv, 64)

# 3. Say nothing, and wait for an answer. Our own limit ends it.
with socket.create_connection(SERVER) as connection:
    connection.settimeout(0.1)
    attempt("receive, it waits as well", connection.recv, 64)
    connection.settimeout(None)

    # 4. Let it reset. The kernel tells us once.
    connection.sendall(b"reset")
    attempt("receive after its reset", connection.recv, 64)
    attempt("send after its reset", connection.sendall, b"more")

# 5. Use the connection, which we have closed ourselves.
attempt("receive after our own close", connection.recv, 64)

# 6. Connect where nobody listens.
attempt("connect to nobody", socket.create_connection, NOBODY)
