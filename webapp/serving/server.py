"""The server of one worker: one loop for all connections, and a few threads that answer requests.

Waitress reads a request to its end before a thread gets it, and sends answers as fast as clients read them. This module
adds limits of time, connections and memory, and a check that no thread hangs.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from webapp.serving.connections import Connection
from webapp.serving.sockets import Sockets

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from wsgiref.types import WSGIApplication

THREADS = 4
"""Requests that a worker answers at the same time, if the first ones take long."""
PATIENCE = 0.05
"""Seconds that a request waits for the one before it. Searching keeps a core busy, so two at the same time take more than
twice as long; but no request should wait for a slow one."""
HANGING = 30.0
"""Seconds after which a request counts as hanging, far more than any may take; the worker is then replaced."""
BUFFERED = 256 * 1024 * 1024
"""Bytes kept for all clients of a worker together; beyond that, the client with most of them is disconnected."""
YIELD = 0.004
"""Seconds that a busy worker leaves new connections to the other workers, so that all get an equal share."""
UNREAD = 1024 * 1024
"""Bytes of unread answers of a client that sends more requests; beyond that, it is disconnected."""
LONGEST_HEADERS = 128 * 1024
"""Bytes of a request's line and headers."""

_EVERY = 1.0  # seconds between two looks at all connections
_logger = logging.getLogger(__name__)
_IN_MEMORY = 1 << 30  # bytes; so that waitress never uses files: `BUFFERED` is the limit


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Serves `application` to the clients of the listening socket until `drain` is called.

    `most` is the number of connections kept; when there are more, the one idle for longest is closed.
    `beat` is called about once a second, as long as the loop turns and no request hangs.
    """

    channel_class = Connection

    def __init__(
        self, application: WSGIApplication, listener: socket.socket, *, most: int, body: int, beat: Callable[[], None]
    ) -> None:
        for name in ("waitress", "waitress.queue"):
            logging.getLogger(name).setLevel(logging.ERROR)
        threads = ThreadedTaskDispatcher()
        threads.set_thread_count(THREADS)
        opened: dict[int, object] = {}
        self.sockets = Sockets(opened)
        self._answering = threading.local()
        super().__init__(
            application,
            opened,
            _sock=listener,
            dispatcher=threads,
            adj=_adjustments(listener, body),
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
            bind_socket=False,
        )
        self._most, self._beat = most, beat
        self._first = threading.Semaphore()
        self._running: dict[int, float] = {}
        self._tended = 0.0
        self._accepts_from = 0.0
        self._drained_by: float | None = None

    def run(self) -> None:
        """Serves until it is drained."""
        self.sockets.all_changed()
        while self._drained_by is None or not self._drained():
            pause = self._accepts_from - time.monotonic()
            self.sockets.wait(min(pause, _EVERY) if pause > 0 else _EVERY)
            if pause > 0:
                self.sockets.changed(self)
            self.tend()

    def drain(self, grace: float) -> None:
        """Accepts no new connections, and lets `run` return when all requests are answered, at most `grace` seconds later.

        May be called from a signal handler.
        """
        self._drained_by = time.monotonic() + grace
        self.sockets.changed(self)
        self.pull_trigger()

    def pull_trigger(self) -> None:
        """Wakes the loop. An answering thread calls it when its connection has something to send, or is free again."""
        connection = getattr(self._answering, "connection", None)
        if connection is not None:
            self.sockets.changed(connection)
        super().pull_trigger()

    def readable(self) -> bool:
        """Whether the loop should accept connections: not while draining, nor in the pause of a busy worker."""
        return self._drained_by is None and time.monotonic() >= self._accepts_from

    def handle_accept(self) -> None:
        """Accepts one connection, or several when there are already many."""
        for _ in range(1 + len(self.active_channels) // 64):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                break
        if self._running:
            self._accepts_from = time.monotonic() + YIELD

    @contextmanager
    def turn(self, connection: Connection) -> Iterator[None]:
        """Holds the turn of a thread that answers a request: it comes after the request before, or when that takes long."""
        first = self._first.acquire(timeout=PATIENCE)
        self._answering.connection = connection
        thread = threading.get_ident()
        self._running[thread] = time.monotonic()
        try:
            yield
        finally:
            del self._running[thread]
            self._answering.connection = None
            if first:
                self._first.release()

    def tend(self) -> None:
        """The tasks between two waits of the loop: limits, and about once a second maintenance and heartbeat."""
        while len(self.active_channels) > self._most:
            self._close_longest_idle()
        now = time.time()
        if not 0 <= now - self._tended < _EVERY:
            self._tended = now
            self.maintenance(now)
            self.sockets.all_changed()
            if not self._hangs():
                self._beat()

    def _close_longest_idle(self) -> None:
        """Closes the connection idle for longest; the newest one when none is idle."""
        connections: list[Connection] = list(self.active_channels.values())
        idle = [connection for connection in connections if connection.idle]
        last = min(idle, key=lambda connection: connection.last_activity) if idle else connections[-1]
        last.handle_close()

    def maintenance(self, now: float) -> None:
        """Closes connections that are overdue, and those that take most memory when all together take too much."""
        connections: list[Connection] = list(self.active_channels.values())
        for connection in connections:
            if connection.overdue(now):
                connection.handle_close()
        by_size = sorted((item for item in connections if item.connected), key=lambda item: item.buffered)
        buffered = sum(connection.buffered for connection in by_size)
        while by_size and buffered > BUFFERED:
            largest = by_size.pop()
            buffered -= largest.buffered
            largest.handle_close()

    def _hangs(self) -> bool:
        """Whether a request has been running for more than `HANGING` seconds."""
        begun = list(self._running.values())
        return bool(begun) and time.monotonic() - min(begun) > HANGING

    def _drained(self) -> bool:
        connections: list[Connection] = list(self.active_channels.values())
        for connection in connections:
            if connection.unused:
                connection.handle_close()
        return not self.active_channels or time.monotonic() > (self._drained_by or 0)


def _adjustments(listener: socket.socket, body: int) -> Adjustments:
    return Adjustments(
        sockets=[listener],
        ident="",
        asyncore_use_poll=True,
        backlog=1024,
        clear_untrusted_proxy_headers=False,  # `web.proxies` decides which proxies are trusted
        log_socket_errors=False,
        max_request_header_size=LONGEST_HEADERS,
        max_request_body_size=body + 1,
        inbuf_overflow=_IN_MEMORY,
        outbuf_overflow=_IN_MEMORY,
        outbuf_high_watermark=UNREAD,
    )
