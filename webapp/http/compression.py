"""Responses made smaller for those who say that they can read them so: gzip, which everybody can."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

LEAST = 1_000
"""Bytes; a shorter body is sent as it is, since it fits into one packet."""
LEVEL = 5
"""From here on, zlib spends much more time and saves little."""
_TEXTS = ("text/", "application/json", "application/problem+json", "application/javascript", "image/svg+xml")


def install(app: Flask) -> None:
    """Compresses what `app` answers."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not (response.mimetype or "").startswith(_TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or "Content-Encoding" in response.headers or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) >= LEAST:
        response.set_data(_at_hand(body) if request.endpoint == "static" else _packed(body))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("Accept-Ranges", None)  # a range would be one of other bytes
        tag, _ = response.get_etag()
        if tag:
            response.set_etag(tag, weak=True)  # the same for both encodings
    return response


def _packed(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)


_at_hand = lru_cache(32)(_packed)
