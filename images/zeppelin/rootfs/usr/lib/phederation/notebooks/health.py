"""The health check: the server of this container answers on its API. Sockets only: to import an HTTP client takes longer than the question."""

import os
import socket
import sys

base = "/" + os.environ.get("BASE_URL", "/").strip("/")
path = base.rstrip("/") + "/api"
with socket.create_connection(("127.0.0.1", 8080), timeout=4) as connection:
    connection.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode("ascii"))
    status = connection.recv(16)
sys.exit(0 if b" 200 " in status else 1)
