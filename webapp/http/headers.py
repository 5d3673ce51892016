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

PAGE_POLICY = f"{CONTENT_SECURITY_POLICY}; connect-src 'self'"
"""A page's script may fetch other pages of this site; nothing else may be fetched from anywhere."""

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Adds the headers to all that `app` answers."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    policy = PAGE_POLICY if response.mimetype == "text/html" else CONTENT_SECURITY_POLICY
    response.headers.setdefault("Content-Security-Policy", policy)
    for name, value in _EVERYWHERE.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = _caching()
    return response


def _caching() -> str:
    """A static file whose address names its version never changes; all else is asked for anew."""
    if request.endpoint == "static" and "v" in request.args:
        return "public, max-age=31536000, immutable"
    return "no-cache"
