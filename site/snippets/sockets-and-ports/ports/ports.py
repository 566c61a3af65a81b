"""A program with four sockets. Who gets which message?"""

import socket
import struct

HOST = "127.0.0.1"


def name(sock):
    """Return the socket's name as host:port."""
    host, port = sock.getsockname()
    return f"{host}:{port}"


# 1. Ask the kernel for four sockets. They have no names yet.
with (
    socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other,
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender,
):
    # 2. Bind: give each a name. Port 0 means: the kernel chooses.
    tcp.bind((HOST, 9157))
    udp.bind((HOST, 9157))
    other.bind((HOST, 8089))
    sender.bind((HOST, 0))

    # 3. Look at the names.
    print("tcp", name(tcp))
    print("udp", name(udp))
    print("udp", name(other))
    print("udp", name(sender))

    # 4. Send two messages. Each says which socket it is for.
    sender.sendto(b"for 8089", other.getsockname())
    sender.sendto(b"for 9157", udp.getsockname())

    # 5. Receive, in the opposite order.
    for sock in udp, other:
        data = sock.recv(64)
        text = data.decode(errors="replace")
        print(f"udp {name(sock)} received {len(data)} bytes: {text}")

# 6. Write two ports as a header has them: two bytes each.
header = struct.pack("!HH", 9157, 80)
print("header begins with", header.hex(" "))

# 7. Read them back.
source, destination = struct.unpack("!HH", header)
print(f"from port {source} to port {destination}")
