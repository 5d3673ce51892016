"""CORS: pages of which other sites may read the API; by default none, else those that `web.origins` names.

The API uses no cookie and changes nothing, so a named site lets its page read only what the visitor can read anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

if TYPE_CHECKING:
    from flask import Flask, Response

    from indexer import Settings

ANYONE, NOBODY = "*", "none"
_SHARED = ("/api/", "/openapi.json")
_ANSWER = {"Access-Control-Expose-Headers": "ETag, Link"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def install(app: Flask, settings: Settings) -> None:
    """Lets pages of the origins in the setting `web.origins` read the API of `app`."""
    named = settings.web_origins.casefold().split()
    app.extensions["origins"] = frozenset(name.rstrip("/") for name in named) - {NOBODY}
    app.after_request(_share)


def _share(response: Response) -> Response:
    allowed: frozenset[str] = current_app.extensions["origins"]
    if not allowed or not request.path.startswith(_SHARED):
        return response
    asking = request.headers.get("Origin", "")
    if ANYONE not in allowed:
        response.vary.add("Origin")
    if ANYONE in allowed or asking.casefold() in allowed:
        preflight = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response.headers["Access-Control-Allow-Origin"] = ANYONE if ANYONE in allowed else asking
        response.headers.update(_PREFLIGHT if preflight else _ANSWER)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
