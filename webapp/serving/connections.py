"""The connection of one client, with its limits of time and size.

Requests are read and answers are sent by the worker's loop, so a slow client takes memory but never a thread. All
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
"""From the first byte of a request to the end of its headers; also until a connection sends its first byte."""
IDLE = 60.0
"""Between an answer and the next request."""
PAUSE = 20.0
"""Between two pieces of a body."""
BODY = 60.0
"""For a whole request with its body."""
STALLED = 20.0
"""Between two moments in which the client reads some of an answer."""
SENDING = 300.0
"""Until the client has read the whole answer."""
LINGER = 2.0
"""For reading the rest of a refused request, so that the client sees the refusal before the connection closes."""

_LENGTH_TWICE = "a request has either Content-Length or Transfer-Encoding: chunked"
_ADVICE = {
    400: "The request cannot be read as HTTP/1.1.",
    413: "The request is too long; ask a shorter question.",
    431: "The address and headers of the request are too long; send the question as the JSON body of a POST instead.",
    501: "Send the body with Content-Length, or with Transfer-Encoding: chunked.",
}


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """The parser of a request. Requests that two servers could read differently are refused (RFC 9112, 6.1)."""

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
    """Answers a request that the application never sees, because it cannot be read, with a problem document (RFC 9457)."""

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
    """One client's connection. The worker's loop calls all methods but `service`, which runs in a thread."""

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
        """Whether no request of this client is waiting or being answered."""
        return not self.requests

    @property
    def unused(self) -> bool:
        """Whether neither a request nor an answer is in transfer."""
        return self.idle and self.request is None and not self.total_outbufs_len

    @property
    def buffered(self) -> int:
        """Bytes kept in memory for this client: its request, and answers that it has not read yet."""
        request = self.request
        received = len(request.header_plus) + request.body_bytes_received if request is not None else 0
        return int(self.total_outbufs_len + received)

    def add_channel(self, map: dict[int, object] | None = None) -> None:  # noqa: A002  waitress's name
        """Registers the connection with the loop."""
        super().add_channel(map)
        self.server.sockets.changed(self)

    def del_channel(self, map: dict[int, object] | None = None) -> None:  # noqa: A002  waitress's name
        """Removes the connection from the loop."""
        self.server.sockets.forget(self._fileno)
        super().del_channel(map)

    def received(self, data: bytes) -> bool:
        """Takes received bytes; those of a refused request are dropped."""
        if self.lingering:
            return True
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))

    def readable(self) -> bool:
        """Whether the loop should read; also true for the rest of a refused request, which is dropped."""
        return self.lingering or super().readable()

    def writable(self) -> bool:
        """Whether the loop should write."""
        return bool(self.will_close if self.lingering else super().writable())

    def handle_write(self) -> None:
        """Sends waiting bytes. After a refusal it closes only when the client has closed, or after `LINGER`.

        Closing at once would reset the connection of a client that is still sending, which would then never see
        the refusal.
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
        """Closes the connection of a client that sends requests and reads no answers; waitress would block a thread."""
        if self.total_outbufs_len > self.adj.outbuf_high_watermark:
            self.will_close, self.connected = True, False
            self.server.pull_trigger()
