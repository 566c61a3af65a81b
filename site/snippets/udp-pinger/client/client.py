"""A pinger: ten numbered datagrams, and what became of each."""

import socket
import time

SERVER = ("127.0.0.1", 8089)
PINGS = 10
LIMIT = 0.5  # seconds that an answer may take


def wait_for(client, answer, deadline):
    """Receive until the answer is here; TimeoutError if it is late."""
    while True:
        left = deadline - time.perf_counter()
        if left <= 0:
            raise TimeoutError
        client.settimeout(left)
        data = client.recv(64)
        if data == answer:
            return
        print(f"ignored: {data.decode(errors='replace')}")


# 1. Create a UDP socket and connect it to the server.
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    client.connect(SERVER)

    times = []  # seconds, of the pings that were answered
    for number in range(1, PINGS + 1):
        # 2. Send a datagram with a number, and note the time.
        ping = f"ping {number}".encode()
        start = time.perf_counter()
        client.send(ping)

        # 3. Wait for the answer with this number, until the deadline.
        try:
            wait_for(client, ping, start + LIMIT)
        except TimeoutError:
            print(f"ping {number}: lost or late")
        else:
            times.append(time.perf_counter() - start)
            print(f"ping {number}: answered")

    # 4. Say goodbye, and sum up.
    client.send(b"bye")
    gone = PINGS - len(times)
    print(f"{PINGS} sent, {100 * gone // PINGS} % lost or late")
    if times and max(times) < LIMIT:
        print(f"slowest answer: below {LIMIT} s")
