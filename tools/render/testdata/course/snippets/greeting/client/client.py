# 1. Create and connect.
import socket

with socket.create_connection(("127.0.0.1", 8089)) as conn:
    # 2-3. Send a greeting, and receive the answer.
    conn.sendall(b"hello")
    data = conn.recv(64)
    print(f"received {len(data)} bytes: {data.decode()}")
