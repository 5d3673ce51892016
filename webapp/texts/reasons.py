"""The reasons why files were not read, in the language of the page.

A build holds each reason as a sentence in English, as its reader wrote it. A catalogue maps the patterns of such sentences
to its own; `{name}` stands for whatever the sentence has there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

_VALUE = re.compile(r"{([a-z]+)}")


@dataclass(frozen=True, slots=True)
class Reasons:
    """The sentences of a catalogue for reasons: those without a value by their text, and the patterns of all others."""

    whole: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, reasons: Mapping[str, str]) -> Self:
        """The reasons of a catalogue, English pattern → its own."""
        patterns = ((_matching(pattern), said) for pattern, said in reasons.items() if _VALUE.search(pattern))
        return cls({pattern: said for pattern, said in reasons.items() if not _VALUE.search(pattern)}, tuple(patterns))

    def said(self, reason: str) -> str:
        """The reason in the catalogue's language; the same when there is no pattern for it."""
        if reason in self.whole:
            return self.whole[reason]
        for pattern, said in self.patterns:
            if match := pattern.fullmatch(reason):
                return _VALUE.sub(lambda value, values=match: values[value[1]], said)  # type: ignore[misc]
        return reason


def _matching(pattern: str) -> re.Pattern[str]:
    """What matches the sentences of a pattern; the values are named groups."""
    parts = _VALUE.split(pattern)
    return re.compile(
        "".join(f"(?P<{part}>.*?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)), re.DOTALL
    )
