"""What a worker runs: one loop for all connections, and a few threads that answer.

Waitress reads requests whole before a thread sees them, and sends answers when clients read them. Here is added what
keeps it from being held up: limits of time, of connections and of memory, and a check that its threads get on.
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
"""Requests that a worker answers at a time, when the first of them takes long."""
PATIENCE = 0.05
"""Seconds that a request waits for the one before it. Searching keeps a core busy, so two at a time take more than twice
as long; but nobody is to wait for a slow one."""
HANGING = 30.0
"""Seconds after which a request counts as hanging, far beyond what any may cost; the worker is then replaced."""
BUFFERED = 256 * 1024 * 1024
"""Bytes kept for all clients of a worker together; beyond it, who makes it keep most is cut off."""
YIELD = 0.004
"""Seconds that a busy worker leaves new connections to the others, so that they are shared out evenly."""
UNREAD = 1024 * 1024
"""Bytes of unread answers of a client that goes on asking; beyond it, it is cut off."""
LONGEST_HEADERS = 128 * 1024
"""Bytes of a request's line and headers."""

_EVERY = 1.0  # seconds between two looks at all connections
_logger = logging.getLogger(__name__)
_IN_MEMORY = 1 << 30  # so that no connection needs a file of its own: `BUFFERED` is the limit


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Answers the clients of the listener with `application`, until it is told to `drain`.

    `most` is how many connections are kept; when another comes, the one that has been idle for longest is closed.
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
        """Accepts nothing new, and lets `run` return when all is answered, at the latest after `grace` seconds.

        May be called by a signal's handler.
        """
        self._drained_by = time.monotonic() + grace
        self.sockets.changed(self)
        self.pull_trigger()

    def pull_trigger(self) -> None:
        """Wakes the loop; a thread that answers thereby says that its connection has something to send, or is free."""
        connection = getattr(self._answering, "connection", None)
        if connection is not None:
            self.sockets.changed(connection)
        super().pull_trigger()

    def readable(self) -> bool:
        """Whether the loop is to accept connections: in a moment at the latest, however many there are."""
        return self._drained_by is None and time.monotonic() >= self._accepts_from

    def handle_accept(self) -> None:
        """Accepts a connection, or several at a time where there are many; few are left for the other workers."""
        for _ in range(1 + len(self.active_channels) // 64):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                break
        if self._running:
            self._accepts_from = time.monotonic() + YIELD

    @contextmanager
    def turn(self, connection: Connection) -> Iterator[None]:
        """The time in which a thread answers a request: after the one before it, or when that takes long."""
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
        """What the loop does between two looks at its sockets."""
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
        """Closes the connection that nobody is at work for since the longest; the newest when there is none."""
        connections: list[Connection] = list(self.active_channels.values())
        idle = [connection for connection in connections if connection.idle]
        last = min(idle, key=lambda connection: connection.last_activity) if idle else connections[-1]
        last.handle_close()

    def maintenance(self, now: float) -> None:
        """Closes the connections that keep the server waiting, and those that make it keep too much."""
        connections: list[Connection] = list(self.active_channels.values())
        for connection in connections:
            if connection.overdue(now):
                connection.handle_close()
        kept = sorted((each for each in connections if each.connected), key=lambda each: each.buffered)
        buffered = sum(connection.buffered for connection in kept)
        while kept and buffered > BUFFERED:
            largest = kept.pop()
            buffered -= largest.buffered
            largest.handle_close()

    def _hangs(self) -> bool:
        """Whether a request has been running for so long that only another worker helps."""
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
        clear_untrusted_proxy_headers=False,  # who is trusted says `web.proxies`
        log_socket_errors=False,
        max_request_header_size=LONGEST_HEADERS,
        max_request_body_size=body + 1,
        inbuf_overflow=_IN_MEMORY,
        outbuf_overflow=_IN_MEMORY,
        outbuf_high_watermark=UNREAD,
    )
