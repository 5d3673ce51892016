"""Limits of one request: its computing time (`web.request_seconds`), its waiting, its answer's size (`web.answer_mb`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

from indexer import Message, limited
from webapp.http.problems import problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask, Response

    from indexer import Settings

WAITING = 10.0
"""Seconds by the clock that a request may take when its engine runs elsewhere, however often it asks there."""
_WARMING = 2.0  # seconds that the first request waits for such an engine before its own time begins
_MB = 1_000_000


def install(app: Flask, settings: Settings) -> None:
    """Applies all limits to every request of `app`; what exceeds one is refused with a sentence."""
    app.extensions["longest answer"] = settings.web_answer_mb
    ready = app.extensions["library"].warm_up
    app.wsgi_app = _Timed(app.wsgi_app, settings.web_request_seconds, ready)  # type: ignore[method-assign]  # as Flask says
    app.after_request(_refuse_long)


class _Timed:
    """Limits the CPU time of each request to `seconds`, however many questions it asks.

    `ready` loads what is loaded once, before the clock starts, so that the first request does not pay for it.
    """

    def __init__(self, application: WSGIApplication, seconds: float, ready: Callable[[], None]) -> None:
        self._application, self._seconds, self._ready = application, seconds, ready

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with limited(0, waiting=_WARMING):
            self._ready()
        with limited(self._seconds, waiting=WAITING):
            return self._application(environ, start_response)


def _refuse_long(response: Response) -> Response:
    """Replaces an answer that is too long by a problem; static files are never replaced."""
    most: float = current_app.extensions["longest answer"]
    length = response.calculate_content_length() or 0
    if not most or request.endpoint == "static" or length <= most * _MB:
        return response
    words = Message(
        "the answer has {size} MB, more than the {most} MB that web.answer_mb allows; "
        "ask fewer or shorter questions at a time, or for fewer hits with k",
        size=f"{length / _MB:.0f}",
        most=f"{most:g}",
    )
    return problem(413, words)
