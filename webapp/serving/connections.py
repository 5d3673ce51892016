"""A client's connection: what it may send, and for how long it may keep the server waiting.

Requests are read and answers are sent by the worker's loop, so a slow client costs memory, and never a thread. All
times are seconds.
"""

from __future__ import annotations

import json
import socket
import time
from http import HTTPStatus

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask

HEADERS = 10.0
"""For a request's line and headers, from its first byte; also for the first request of a connection to begin."""
IDLE = 60.0
"""Between an answer and the next request."""
PAUSE = 20.0
"""Between two pieces of a body."""
BODY = 60.0
"""For a request as a whole, its body included."""
STALLED = 20.0
"""Between two pieces that the client reads of an answer."""
SENDING = 300.0
"""For an answer to be read as a whole."""
LINGER = 2.0
"""For the rest of a request that was refused, so that the client reads the refusal before the connection closes."""

_LENGTH_TWICE = "a request has either Content-Length or Transfer-Encoding: chunked"
_ADVICE = {
    400: "The request cannot be read as HTTP/1.1.",
    413: "The request is too long; ask a shorter question.",
    431: "The address and headers of the request are too long; send the question as the JSON body of a POST instead.",
    501: "Send the body with Content-Length, or with Transfer-Encoding: chunked.",
}


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request as it arrives. What two servers could read in two ways is refused (RFC 9112, 6.1)."""

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the request line and the headers; raises `ParsingError`, which is answered with 400."""
        try:
            super().parse_header(header_plus)
        except ValueError:  # of an address such as http://[::1, or a length of thousands of digits
            raise ParsingError("the address or a length cannot be read") from None
        if self.version not in ("1.0", "1.1"):
            raise ParsingError("the version is not HTTP/1.0 or HTTP/1.1")
        if "TRANSFER_ENCODING" in self.headers or (self.chunked and "CONTENT_LENGTH" in self.headers):
            raise ParsingError(_LENGTH_TWICE)


class Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """Answers what the server refuses before the application sees it, as a problem document (RFC 9457)."""

    def execute(self) -> None:
        """Writes the refusal; the connection closes after it."""
        code = int(self.request.error.code)
        title = HTTPStatus(code).phrase
        detail = _ADVICE.get(code, "Something went wrong that should not have; the log of the server has the details.")
        document = {"type": "about:blank", "title": title, "status": code, "detail": detail}
        body = json.dumps(document).encode()
        self.status = f"{code} {title}"
        self.response_headers.append(("Content-Type", "application/problem+json"))
        self.content_length = len(body)
        self.set_close_on_finish()
        self.write(body)


class Connection(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """One client's connection. Only the worker's loop calls its methods, but for `service` and what that calls."""

    parser_class = Request
    error_task_class = Refusal
    began = 0.0  # when the first byte of the request that is being received came
    close_when_flushed: bool = False
    answered = 0.0  # when the newest answer was made; 0 before the first
    unread = False  # whether the rest of a refused request may still be coming
    lingering = False

    def overdue(self, now: float) -> bool:
        """Whether the client has kept the server waiting for too long."""
        quiet: float = now - self.last_activity
        if self.lingering:
            return now - self.answered > LINGER
        if self.total_outbufs_len:
            return quiet > STALLED or (self.idle and now - self.answered > SENDING)
        if not self.idle:
            return False
        if self.request is None:
            return quiet > (IDLE if self.answered else HEADERS)
        if not self.request.headers_finished:
            return now - self.began > HEADERS
        return quiet > PAUSE or now - self.began > BODY

    @property
    def idle(self) -> bool:
        """Whether nobody is at work for this client."""
        return not self.requests

    @property
    def unused(self) -> bool:
        """Whether nothing of a request or of an answer is under way."""
        return self.idle and self.request is None and not self.total_outbufs_len

    @property
    def buffered(self) -> int:
        """Bytes that are kept for this client: of its request, and of answers that it has not read."""
        request = self.request
        received = len(request.header_plus) + request.body_bytes_received if request is not None else 0
        return int(self.total_outbufs_len + received)

    def add_channel(self, map: dict[int, object] | None = None) -> None:  # noqa: A002  waitress's name
        """Lets the loop wait for it from now on."""
        super().add_channel(map)
        self.server.sockets.changed(self)

    def del_channel(self, map: dict[int, object] | None = None) -> None:  # noqa: A002  waitress's name
        """Lets the loop wait for it no more."""
        self.server.sockets.forget(self._fileno)
        super().del_channel(map)

    def received(self, data: bytes) -> bool:
        """Takes what came; nothing more of a request that was refused."""
        if self.lingering:
            return True
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))

    def readable(self) -> bool:
        """Whether the loop is to read; also the rest of a refused request, to throw it away."""
        return self.lingering or super().readable()

    def writable(self) -> bool:
        """Whether the loop is to write."""
        return bool(self.will_close if self.lingering else super().writable())

    def handle_write(self) -> None:
        """Sends what there is; after a refusal it stops sending, and closes only when the client did, or `LINGER` later.

        To close at once would reset the connection of a client that is still sending, and it would never see the
        refusal.
        """
        if self.will_close or not (self.close_when_flushed and self.unread):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.connected and not self.total_outbufs_len and not self.will_close:
            self.close_when_flushed = False
            self.lingering, self.answered = True, time.time()
            self.socket.shutdown(socket.SHUT_WR)

    def service(self) -> None:
        """Answers one request, in a thread, when it is this connection's turn."""
        requests = self.requests
        self.unread = bool(requests and requests[0].error)
        with self.server.turn(self):
            super().service()
        self.answered = time.time()

    def _flush_outbufs_below_high_watermark(self) -> None:
        """Closes the connection of a client that asks on and on and does not read; waitress would keep a thread waiting."""
        if self.total_outbufs_len > self.adj.outbuf_high_watermark:
            self.will_close, self.connected = True, False
            self.server.pull_trigger()
