"""The dated quotes of an answer in the order of their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.answering.times.expressions import in_quote
from indexer.types import TimelineEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.types import Citation


def order_by_date(citations: Iterable[Citation]) -> tuple[TimelineEntry, ...]:
    """The citations at each of the periods that their quotes name, the earliest first.

    A quote without a date is left out; one with several stands at each of them, and only once at equal ones. A period
    that has no beginning stands at its end, and one without an end after those that begin with it and have one. Of
    equal periods the citation that came first stays first.
    """
    return tuple(sorted((entry for citation in citations for entry in _entries(citation)), key=_when))


def _entries(citation: Citation) -> Iterator[TimelineEntry]:
    seen = set()
    for time in in_quote(citation.quote, citation.published, citation.span.start):
        if time.iso not in seen:
            seen.add(time.iso)
            yield TimelineEntry(time, citation)


def _when(entry: TimelineEntry) -> tuple[str, str]:
    first, last = entry.time.first, entry.time.last
    return first or last or "", last or "9999-12-31"
