"""ETags (RFC 9110): whoever has an answer already gets 304 instead, and nothing is searched for it.

An answer depends on the build, the question, the day and the settings, and on nothing else, so its tag is a hash of
these. The tag is weak, since `took_ms` differs from one answer to the next.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from flask import current_app, request

from webapp.library import served_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from flask.typing import ResponseReturnValue

    from indexer import Reading


def with_etag(reading: Reading, make: Callable[[], ResponseReturnValue]) -> Response:
    """The response that `make` returns, with its ETag; or 304, without calling `make`, when the caller has it already."""
    if request.method not in ("GET", "HEAD"):
        return current_app.make_response(make())
    tag = _etag(reading)
    unchanged = request.if_none_match.contains_weak(tag)
    response = current_app.response_class(status=304) if unchanged else current_app.make_response(make())
    response.set_etag(tag, weak=True)
    return response


def _etag(reading: Reading) -> str:
    """The tag of the answer to this request: 32 hexadecimal digits."""
    day = request.args.get("today") or datetime.now(UTC).astimezone().date().isoformat()
    parts = (
        served_library().once_per_build(reading, _answered_by),
        day,
        request.path,
        request.query_string.decode("latin-1"),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _answered_by(reading: Reading) -> str:
    """What an answer depends on besides the request: version, build and settings, as JSON."""
    return json.dumps([version("footnote-search"), reading.build, dict(reading.status().settings)])
