"""Compresses responses with gzip for clients that accept it."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

LEAST = 1_000
"""Bytes of the shortest body that is compressed; a shorter one fits into one packet anyway."""
LEVEL = 4
"""Level of zlib: the next one takes half as long again for a long text, and saves 3%."""
_TEXTS = ("text/", "application/json", "application/problem+json", "application/javascript", "image/svg+xml")


def install(app: Flask) -> None:
    """Compresses every response of `app` that is text."""
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
        response.set_data(_compressed_once(body) if request.endpoint == "static" else _compressed(body))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("Accept-Ranges", None)  # a range would be one of other bytes
        tag, _ = response.get_etag()
        if tag:
            response.set_etag(tag, weak=True)  # the same for both encodings
    return response


def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)


_compressed_once = lru_cache(32)(_compressed)
