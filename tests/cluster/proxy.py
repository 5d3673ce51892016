"""A small HTTPS proxy before a node: it asks for a password, and fails in the ways that clusters fail."""

from __future__ import annotations

import base64
import http.client
import json
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

USER, PASSWORD = "reader", "of the tests"
_DELAYS = {"slow": 1.5, "stuck": 20}  # seconds
FULL = {"type": "cluster_block_exception", "reason": "disk usage exceeded flood-stage watermark, index is read-only"}


class Proxy(ThreadingHTTPServer):
    """Passes requests on to `target`, but for its `trouble`.

    That is "", "slow", "stuck" (slower than anybody waits), "busy", "half" (a shard failed), "gone" (it hangs up) or "full"
    (its disk).
    """

    daemon_threads = True

    def __init__(self, target, certificate, key):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target, self.trouble = urlsplit(target).netloc, ""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = f"https://localhost:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """Clients that hang up are no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {login}":
            self._answer(401, b'{"error": "no such user"}')
            return
        if self.server.trouble in _DELAYS:
            time.sleep(_DELAYS[self.server.trouble])
        if self.server.trouble == "gone":
            self.close_connection = True
            return
        if self.server.trouble == "busy":
            self._answer(503, b'{"error": {"reason": "no node is free"}}')
            return
        status, answer = self._asked(body)
        if self.server.trouble == "half" and "_search" in self.path:
            document = json.loads(answer)
            document["_shards"]["failed"] = 1
            answer = json.dumps(document).encode()
        if self.server.trouble == "full" and "_bulk" in self.path:
            items = [{"create": {"_id": "0", "status": 429, "error": FULL}}]
            answer = json.dumps({"errors": True, "items": items}).encode()
        self._answer(status, answer)

    do_GET = do_POST = do_PUT = do_DELETE = _pass_on  # noqa: N815  the names that the library asks for

    def _asked(self, body):
        connection = http.client.HTTPConnection(self.server.target, timeout=60)
        connection.request(self.command, self.path, body, {"Content-Type": self.headers.get("Content-Type", "")})
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        return answer.status, read

    def _answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing is logged."""


@contextmanager
def proxy_before(target, folder):
    """A running proxy, and the file of its certificate."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    more = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate]
    subprocess.run([*command, *more], check=True, capture_output=True)
    with Proxy(target, certificate, key) as proxy:
        serving = threading.Thread(target=proxy.serve_forever, daemon=True)
        serving.start()
        try:
            yield proxy, certificate
        finally:
            proxy.shutdown()
            serving.join()
