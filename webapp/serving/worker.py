"""The work of one worker process, from start to stop."""

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
    """Serves `app` to the clients of the listening socket until SIGTERM, over at most `most` connections at a time."""
    server = Server(app, listener, most=most, body=int(app.config["MAX_CONTENT_LENGTH"]), beat=beat)
    signal.signal(signal.SIGTERM, lambda *_: server.drain(GRACE))
    app.extensions["library"].warm_up()
    server.run()
    app.extensions["library"].handbook.close()  # its folder is temporary, and the process ends without clearing up
