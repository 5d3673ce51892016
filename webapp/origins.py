"""Who else may read the API from a page of their own (CORS): nobody, but for those that `web.origins` names.

Only what needs no cookie and changes nothing is answered, so a name in the list lets a page read what its visitor
can read anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

from indexer import SettingError, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask, Response

ANYONE, NOBODY = "*", "none"
_SHARED = ("/api/", "/openapi.json")
_ANSWER = {"Access-Control-Expose-Headers": "ETag, Link"}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def install(app: Flask, instance: Path) -> None:
    """Lets pages of the origins that the settings of `instance` name read the API of `app`."""
    app.extensions["origins"] = _allowed(instance)
    app.after_request(_share)


def _allowed(instance: Path) -> frozenset[str]:
    """The origins named, as browsers write them; none when the settings cannot be read, which others say."""
    try:
        named = str(Settings.load(instance).web_origins).casefold().split()
    except SettingError:
        return frozenset()
    return frozenset(name.rstrip("/") for name in named) - {NOBODY}


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
