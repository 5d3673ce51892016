"""The headers of every response: nothing is fetched from elsewhere, framed, or told to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Adds the headers to all that `app` answers."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in _EVERYWHERE.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = _caching()
    return response


def _caching() -> str:
    """A static file whose address names its version never changes; all else is asked for anew."""
    if request.endpoint == "static" and "v" in request.args:
        return "public, max-age=31536000, immutable"
    return "no-cache"
