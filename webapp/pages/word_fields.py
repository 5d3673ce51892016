"""The fields of the form that become words of the question: words that must or must not occur."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from webapp.parameters import Parameters

WORD_FIELDS = ("must", "not")
_PART = re.compile(r'"([^"]+)"|([^\s"]+)')


def with_word_fields(question: str, given: Parameters) -> str:
    """The question followed by what stands in these fields, as operators; nothing is added for an empty field.

    Each word of a field counts by itself; words in quotation marks count together.
    """
    return (
        " ".join(filter(None, (question.strip(), *_operators(given)))) if any(map(given.get, WORD_FIELDS)) else question
    )


def _operators(given: Parameters) -> Iterator[str]:
    yield from (f'"{part}"' for part in _parts(given.get("must", "")))
    yield from (f'-"{part}"' if " " in part else f"-{part}" for part in _parts(given.get("not", "")))


def _parts(written: str) -> Iterator[str]:
    for phrase, word in _PART.findall(written):
        part = " ".join((phrase or word).split()).lstrip("-")
        if any(map(str.isalnum, part)):
            yield part
