"""A web client with Python's library: two requests, one connection."""

from contextlib import closing
from http.client import HTTPConnection

HOST = "127.0.0.1"
PORT = 8080
HEADERS = {"User-Agent": "socket-pairs", "Accept-Encoding": "identity"}

# 1. Make a client: it connects when needed; the end closes it.
with closing(HTTPConnection(HOST, PORT, timeout=5)) as connection:
    for path in ["/index.html", "/nope.html"]:
        # 2. Send a request, over the connection that is open.
        connection.request("GET", path, headers=HEADERS)
        response = connection.getresponse()

        # 3. Read the whole body: only then may the next request go.
        body = response.read()
        print(f"GET {path} -> {response.status} {response.reason}")
        print(f"  {len(body)} bytes: {body.decode()}")
