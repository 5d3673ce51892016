"""The dated quotes of an answer in the order of their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.answering.times.expressions import in_quote
from indexer.types import TimelineEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.types import Citation


def order_by_date(citations: Iterable[Citation]) -> tuple[TimelineEntry, ...]:
    """One entry for each period that each quote names, the earliest first.

    A quote without a date has no entry; one with several dates has an entry for each different period. A period without a
    beginning is placed by its end; a period without an end comes after those with the same beginning and an end. Equal
    periods stay in the order of the citations.
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
