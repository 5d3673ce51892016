"""Security headers of every response: the page loads nothing from elsewhere, is not framed, and sends no referrer."""

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
"""The policy of a page: its script may also fetch other pages of this site, and nothing else."""

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Adds the headers to every response of `app`."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    policy = PAGE_POLICY if response.mimetype == "text/html" else CONTENT_SECURITY_POLICY
    response.headers.setdefault("Content-Security-Policy", policy)
    for name, value in _EVERYWHERE.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = _caching()
    return response


def _caching() -> str:
    """The Cache-Control header: a static file whose address names its version never changes; all else is revalidated."""
    if request.endpoint == "static" and "v" in request.args:
        return "public, max-age=31536000, immutable"
    return "no-cache"
