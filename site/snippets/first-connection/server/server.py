"""A server that waits for one request and prints it."""

import socket

HOST = "127.0.0.1"
PORT = 8089

# 1. Create a TCP socket. It has no address yet.
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
    # Let a new server start while old connections fade away.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)

    # 2. Bind it: give it an address and a port number.
    listener.bind((HOST, PORT))

    # 3. Listen: from now on the kernel makes connections for us.
    listener.listen(5)
    print(f"listening on {HOST}:{PORT}", flush=True)

    while True:
        # 4. Accept: wait for a finished connection and take it.
        connection, _ = listener.accept()

        # 5. Receive at most 64 bytes. Zero: the client sent nothing.
        with connection:
            data = connection.recv(64)
        if data:
            text = data.decode(errors="replace")
            print(f"received {len(data)} bytes: {text}")
            break
