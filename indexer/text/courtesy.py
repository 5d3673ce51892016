"""A question without the greetings and courtesy around it: "Hi, could you tell me when the ferry leaves, please?".

The patterns of all languages are tried together, since a question is too short to tell its language.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from indexer.text.languages import joined

_AT_HAND = 128  # questions: one question is read several times
_AFTER = re.compile(r"[\s,.!?;:…–—-]*[¿¡]?")  # what follows the courtesy before the question


@lru_cache(_AT_HAND)
def question_span(text: str) -> tuple[int, int]:
    """The span (code points, half-open) of `text` that asks something; empty when there is nothing but courtesy.

    White space around the question is not in the span. A text without courtesy keeps all its signs.
    """
    # A line break or a double space must not hide a pattern, which is written with single spaces; offsets stay.
    spaced = re.sub(r"\s", " ", text)
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    while start < end and (match := _opening().match(spaced, start, end)):
        start = min(end, _AFTER.match(spaced, match.end(), end).end())  # type: ignore[union-attr]  # matches always
    while start < end and (match := _closing().search(spaced, start, end)):
        end = len(spaced[: match.start()].rstrip(" ,;:–—-"))
    return min(start, end), end


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"[¿¡]?(?:{joined(lambda profile: profile.courtesy.opening)})", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?:{joined(lambda profile: profile.courtesy.closing)})[.!?…\s]*$", re.IGNORECASE)
