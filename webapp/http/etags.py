"""Answers that name themselves, so that nobody is sent, or searches for, what they already have (RFC 9110, ETag).

An answer is made of the build, the question, the day and the settings, and of nothing else; its tag is made of the
same. It is a weak one: `took_ms` differs from time to time.
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


def fresh(reading: Reading, make: Callable[[], ResponseReturnValue]) -> Response:
    """The document or file that `make` makes, or 304 without making it when the caller has it already."""
    if request.method not in ("GET", "HEAD"):
        return current_app.make_response(make())
    tag = _tag(reading)
    known = request.if_none_match.contains_weak(tag)
    response = current_app.response_class(status=304) if known else current_app.make_response(make())
    response.set_etag(tag, weak=True)
    return response


def _tag(reading: Reading) -> str:
    """What the answer to this request is called."""
    day = request.args.get("today") or datetime.now(UTC).astimezone().date().isoformat()
    made_of = (served_library().once(reading, _maker), day, request.path, request.query_string.decode("latin-1"))
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:32]


def _maker(reading: Reading) -> str:
    """Everything besides the request that an answer depends on."""
    return json.dumps([version("footnote-search"), reading.build, dict(reading.status().settings)])
