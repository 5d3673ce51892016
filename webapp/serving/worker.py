"""What a worker process does from its first moment to its last."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from webapp.serving.server import Server
from webapp.serving.supervisor import GRACE

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from flask import Flask


def work(app: Flask, listener: socket.socket, most: int, beat: Callable[[], None]) -> None:
    """Serves `app` to the clients of the listener, over at most so many connections, until it is told to stop."""
    server = Server(app, listener, most=most, body=int(app.config["MAX_CONTENT_LENGTH"]), beat=beat)
    signal.signal(signal.SIGTERM, lambda *_: server.drain(GRACE))
    app.extensions["library"].warm_up()
    server.run()
